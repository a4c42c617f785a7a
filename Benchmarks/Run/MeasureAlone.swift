internal import ArgumentParser
internal import Foundation
internal import LongRuns
internal import Measurements

/// `bench measure-alone`: one measurement, for a `bench report` that wants it from a process of its own.
struct MeasureAlone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure-alone", shouldDisplay: false)

    @Argument(help: "The measurement.")
    var name: String

    func run() async throws {
        guard let measurement = Measurement.alone.first(where: { $0.name == name }) else {
            throw ValidationError("There is no measurement \(name) to be made alone.")
        }
        // Whoever waits is told of the end in any case.
        defer { Terminal.say("measured: over") }
        let lines = try await Interruption(limit: .seconds(600)).ending { try await measurement.run() }
        Terminal.say(String(decoding: try JSONEncoder().encode(lines), as: UTF8.self))
    }
}
