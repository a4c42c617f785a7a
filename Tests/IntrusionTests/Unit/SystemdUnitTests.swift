import Foundation
import ServiceHarness
import Testing

/// The unit that the package installs, judged by systemd's own tool where that is there.
@Suite("Systemd unit", .timeLimit(.minutes(1)))
struct SystemdUnitTests {
    private static let hasAnalyzer = FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")
    private static let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized
    private static let examples = top.appending(path: "Examples/systemd")

    /// The worst exposure that is put up with, in tenths, on a scale on which 100 is a service without any protection.
    private static let exposure = 20

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cpsd-unit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The unit with changes, the program where the build put it.
    private func unit(_ change: (String) -> String = { $0 }) throws -> String {
        let text = try String(contentsOf: Self.examples.appending(path: "cpsd.service"), encoding: .utf8)
        let file = folder.appending(path: "cpsd.service")
        try Data(change(text).replacing("/usr/bin/cpsd", with: BuiltProgram.cpsd).utf8).write(to: file)
        return file.path
    }

    @Test("has no line that systemd does not understand", .enabled(if: hasAnalyzer))
    func verify() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (code, output) = try await Tool.run("systemd-analyze", ["--man=no", "verify", try unit()])
        #expect(code == 0)
        // What else it says is of units of the machine.
        #expect(!output.contains("cpsd.service"), "\(output)")
        let misspelt = try unit { $0.replacing("NoNewPrivileges=yes", with: "NoNewPrivilege=yes") }
        #expect(
            try await Tool.run("systemd-analyze", ["--man=no", "verify", misspelt]).output.contains("cpsd.service"))
    }

    @Test("is shut in, with each change that is offered for it", .enabled(if: hasAnalyzer))
    func security() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let dropIns = try FileManager.default.contentsOfDirectory(
            atPath: Self.examples.appending(path: "cpsd.service.d").path)
        #expect(dropIns.count == 2)
        func judge(_ path: String) async throws -> (code: Int, output: String) {
            try await Tool.run(
                "systemd-analyze",
                ["--no-pager", "security", "--offline=true", "--threshold=\(Self.exposure)", path])
        }
        for dropIn in [nil] + dropIns.map(\.self) {
            let more = try dropIn.map {
                try String(contentsOf: Self.examples.appending(path: "cpsd.service.d/\($0)"), encoding: .utf8)
            }
            let (code, output) = try await judge(
                try unit { text in
                    // As systemd does it: the lines of a drop-in come after the unit's own.
                    text.replacing("\n[Install]", with: "\n" + (more ?? "") + "\n[Install]")
                })
            #expect(code == 0, "\(dropIn ?? "the unit"): \(output)")
        }
        let open = try await judge(
            try unit { $0.replacing(/\n(Protect|Private|Restrict|SystemCall|Cap)[^\n]*/, with: "") })
        #expect(open.code != 0, "an open unit passes: \(open.output.suffix(200))")
    }

    @Test("starts the program with a configuration that lacks nothing but what the operator has to say")
    func configuration() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = Self.top.appending(path: "Examples/debian/cpsd.json").path
        let (code, output) = try await Tool.run(
            BuiltProgram.cpsd,
            [
                "check", "--config", configuration, "--ledger-folder", folder.path + "/ledger", "--placements-folder",
                folder.path + "/placements",
            ])
        #expect(code == 78)
        let faults = output.split(separator: "\n").dropFirst().map { $0.drop { $0 == " " }.prefix { $0 != ":" } }
        #expect(faults == ["name", "public.certificate", "public.key", "issuance.trustAnchors"], "\(output)")
    }
}
