import Foundation

/// A package as it was resolved for the build that these tests are part of.
struct ResolvedPackage {
    let name: String
    let version: String
    /// By the name that SPDX gives it, as far as the package's own file tells.
    let licence: String?

    /// All of them, from what the package manager keeps beside the build. There may be more there: the package in
    /// `Benchmarks` builds into the same folder.
    static var all: [ResolvedPackage] {
        get throws {
            let folder = try buildFolder
            let state = try JSONDecoder().decode(
                WorkspaceState.self, from: Data(contentsOf: folder.appending(path: "workspace-state.json")))
            let pinned = try JSONDecoder().decode(Pins.self, from: Data(RepositoryFile("Package.resolved").text.utf8))
            let own = Set(pinned.pins.map(\.identity))
            return try state.object.dependencies.filter { own.contains($0.packageRef.identity) }.map { dependency in
                let checkout = folder.appending(path: "checkouts/\(dependency.subpath)")
                return ResolvedPackage(
                    name: dependency.packageRef.identity, version: dependency.state.checkoutState?.version ?? "",
                    licence: try licence(in: checkout))
            }
        }
    }

    /// The folder that the test bundle was built into, or one above it.
    private static var buildFolder: URL {
        get throws {
            var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                let state = folder.appending(path: "workspace-state.json")
                if FileManager.default.fileExists(atPath: state.path) { return folder }
            }
            throw CocoaError(.fileNoSuchFile)
        }
    }

    private static func licence(in checkout: URL) throws -> String? {
        let names = try FileManager.default.contentsOfDirectory(atPath: checkout.path)
        guard let name = names.sorted().first(where: { $0.uppercased().hasPrefix("LICEN") }) else { return nil }
        let text = try String(contentsOf: checkout.appending(path: name), encoding: .utf8)
        guard text.contains(/Apache License\s+Version 2\.0, January 2004/) else {
            return text.contains("Permission is hereby granted, free of charge") ? "MIT" : nil
        }
        return text.contains("Runtime Library Exception") ? "Apache-2.0 WITH Swift-exception" : "Apache-2.0"
    }
}

/// As far as it is needed, what was resolved for this package.
private struct Pins: Decodable {
    struct Pin: Decodable {
        let identity: String
    }

    let pins: [Pin]
}

/// As far as it is needed, what the package manager writes down.
private struct WorkspaceState: Decodable {
    struct Object: Decodable {
        let dependencies: [Dependency]
    }
    struct Dependency: Decodable {
        let packageRef: Reference
        let state: State
        let subpath: String
    }
    struct Reference: Decodable {
        let identity: String
    }
    struct State: Decodable {
        let checkoutState: Checkout?
    }
    struct Checkout: Decodable {
        let version: String?
    }

    let object: Object
}
