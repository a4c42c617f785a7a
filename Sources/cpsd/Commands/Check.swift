import ArgumentParser
import CallPlacement
import Foundation
import Operation
import Secrets

/// `cpsd check`: tells every fault of a configuration, and starts nothing.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a configuration, and say every fault at once.",
        discussion: "Exits with 0 where it can be used, and with 78 where it cannot.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.read(for: .check)
        print("The configuration of \(settings.policy.name) can be used.")
    }
}

extension SettingsOptions {
    /// The exit code for a configuration that cannot be used (`EX_CONFIG`).
    static let configurationFault: Int32 = 78

    /// Where they are read from.
    var source: SettingsSource {
        SettingsSource(file: config, flags: settings, environment: ProcessInfo.processInfo.environment)
    }

    /// Reads and checks all settings; where they have faults, says all of them and exits.
    ///
    /// Keys are read with them, so the process is closed to dumps and debuggers before.
    func read(for purpose: SettingsReader.Purpose) async throws -> ServerSettings {
        do {
            try ProcessHardening.apply()
        } catch {
            FileHandle.standardError.write(Data("cpsd cannot go on: \(error)\n".utf8))
            throw ExitCode.failure
        }
        do {
            return try ServerSettings(from: await source.reader(for: purpose))
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(Self.configurationFault)
        }
    }
}
