import Foundation
import Testing

/// Keeps the lists of what everything stands on true.
@Suite("spec-notes/dependencies.md")
struct DependencyDocumentTests {
    private let document: String

    init() throws {
        document = try RepositoryFile("spec-notes/dependencies.md").text
    }

    @Test("lists every Swift package that is resolved, with its licence, and no other")
    func packages() throws {
        let rows = DocumentTable(under: "Swift packages", in: document).rows
        let resolved = try ResolvedPackage.all
        #expect(resolved.count >= 20)
        #expect(rows.map { $0[0] } == resolved.map(\.name).sorted())
        for package in resolved {
            let row = try #require(rows.first { $0[0] == package.name })
            #expect(
                Self.isNoOlder(package.version, than: row[1]),
                "\(package.name) is \(package.version), and the list says \(row[1])")
            #expect(row[2] == package.licence, "\(package.name)")
            #expect(row[3].count > 3 && row[4].count > 2, "\(package.name): what is it for, and where?")
        }
    }

    @Test("lists every package that Package.swift names, and no version that it does not allow")
    func manifest() throws {
        let rows = DocumentTable(under: "Swift packages", in: document).rows
        let manifest = try RepositoryFile("Package.swift").text
        let needed = manifest.matches(of: /url: "https:\/\/github\.com\/[^"\/]+\/([^"\/]+)",\s+from: "([0-9.]+)"/)
        #expect(needed.count >= 15)
        #expect(manifest.ranges(of: ".package(url:").count + manifest.ranges(of: ".package(\n").count == needed.count)
        for package in needed {
            let row = rows.first { $0[0] == package.1.lowercased() }
            #expect(row.map { Self.isNoOlder($0[1], than: String(package.2)) } == true, "\(package.1)")
        }
    }

    @Test("lists every library of the system that a target asks for")
    func systemLibraries() throws {
        let rows = DocumentTable(under: "Libraries of the system", in: document).rows
        let asked = try RepositoryFile("Package.swift").text.matches(of: /providers: \[\.apt\(\["([^"]+)"\]\)\]/)
        #expect(asked.count == 3)
        for library in asked { #expect(rows.contains { $0[1] == library.1 }, "\(library.1)") }
    }

    @Test("lists what only tests need")
    func tests() throws {
        let rows = DocumentTable(under: "For tests and measurements alone", in: document).rows
        let python = try RepositoryFile("Tests/Interop/requirements.txt").text.split(separator: "\n")
        #expect(!python.isEmpty)
        for line in python {
            let parts = line.split(separator: "=").map(String.init)
            #expect(rows.contains { $0[0] == "\(parts[0]) (PyPI)" && $0[1] == parts.last }, "\(line)")
        }
        let benchmark = try RepositoryFile("Benchmarks/Package.swift").text.firstMatch(
            of: /benchmark", exact: "([^"]+)"/)
        #expect(rows.contains { $0[0].hasPrefix("benchmark") && $0[1] == benchmark?.1 ?? "" })
    }

    @Test("names every file with unsafe Swift, with its reason, and no other")
    func unsafeFiles() throws {
        let rows = DocumentTable(under: "Unsafe Swift", in: document).rows
        let sources = RepositoryFile("Sources")
        let unsafe = try sources.swiftFiles.filter { name in
            try String(contentsOf: sources.url.appending(path: name), encoding: .utf8)
                .split(separator: "\n").contains { line in
                    let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
                    return code.contains(/\bunsafe\b|@safe\b|@unchecked\b/)
                }
        }
        #expect(unsafe.count > 30)
        #expect(
            Set(rows.map { $0[0] }) == Set(unsafe),
            "what differs: \(Set(rows.map { $0[0] }).symmetricDifference(unsafe))")
        #expect(rows.count == unsafe.count)
        for row in rows { #expect(row[1].count > 15, "\(row[0]) needs a reason") }
    }

    /// Whether a version is the same or newer, and of the same major version.
    private static func isNoOlder(_ version: String, than other: String) -> Bool {
        let (version, other) = (
            version.split(separator: ".").compactMap { Int($0) }, other.split(separator: ".").compactMap { Int($0) }
        )
        guard version.count == 3, other.count == 3 else { return false }
        return version[0] == other[0] && !version.lexicographicallyPrecedes(other)
    }
}
