internal import Foundation
package import ServiceHarness

/// What a service takes of the machine at one moment.
package struct ProcessSample: Hashable, Sendable {
    /// Memory that is resident, files that are mapped included, in bytes.
    package var resident: Int
    /// Bytes that the files of the folder of placements take, holes not counted.
    package var placements: Int
    /// Bytes that the files of the ledger's folder take.
    package var ledger: Int
    package var descriptors: Int
    package var threads: Int

    /// A sample as given.
    package init(resident: Int, placements: Int, ledger: Int, descriptors: Int, threads: Int) {
        self.resident = resident
        self.placements = placements
        self.ledger = ledger
        self.descriptors = descriptors
        self.threads = threads
    }

    /// What a service takes now.
    package static func take(of server: RunningServer) throws -> Self {
        guard let process = server.process.identifier else { throw HarnessError.notStarted(server.process.output) }
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        func number(_ name: String) throws -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
            guard let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) else {
                throw HarnessError.malformedAnswer("no \(name) in /proc")
            }
            return number
        }
        let deployment = server.deployment
        return Self(
            resident: try number("VmRSS") << 10, placements: size(of: deployment.placements),
            ledger: size(of: deployment.folder.appending(path: "ledger")),
            descriptors: try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count,
            threads: try number("Threads"))
    }

    private static func size(of folder: URL) -> Int {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.reduce(0) { $0 + AllocatedBytes.ofFile(folder.appending(path: $1).path) }
    }
}
