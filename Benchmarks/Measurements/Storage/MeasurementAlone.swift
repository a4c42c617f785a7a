internal import Foundation
internal import Glibc
internal import ServiceHarness

/// A measurement in a process of its own: what it says of the memory of the process does not depend on what was
/// measured before.
struct MeasurementAlone {
    private static let limit = Duration.seconds(600)

    let name: String

    /// Has another `bench` measure, and reads what came of it.
    func measured() async throws -> [Measured] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let itself = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = try ServerProcess(
            ServedProgram(path: itself, arguments: ["measure-alone", name], longestSeconds: 660), arguments: [],
            outputIn: folder)
        do {
            try await eventually("\(name) is measured", within: Self.limit) {
                process.output.contains("measured: over")
            }
        } catch {
            try? process.signal(SIGTERM)
            _ = await process.end()
            throw error
        }
        _ = await process.end()
        let said = try String(contentsOf: process.standardOutput, encoding: .utf8)
        guard let line = said.split(separator: "\n").first(where: { $0.hasPrefix("[") }) else {
            throw StorageFailure.noFigure(process.output)
        }
        return try JSONDecoder().decode([Measured].self, from: Data(line.utf8))
    }
}
