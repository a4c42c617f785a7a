import Foundation
import ServiceHarness
import Testing

/// No core dump, whoever allows one and however the process dies.
@Suite("Core dumps", .timeLimit(.minutes(15)))
struct CoreDumpTests {
    /// Whether this machine writes core dumps to where a process runs, and lets a parent allow them: as root in a test.
    private static let canDump: Bool = {
        let pattern = try? String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)
        // Other tests harden the process that they run in, and then no child of it can leave a dump either.
        var limit = rlimit()
        let isOpen = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 && limit.rlim_max > 0
        return geteuid() == 0 && isOpen && pattern?.hasPrefix("core") == true
    }()

    @Test("none is written, where another program leaves one", .enabled(if: canDump))
    func none() async throws {
        try await Turn.shared.with {
            let deployment = try Deployment(Deployment.patient)
            defer { deployment.remove() }
            // What dies like this leaves a dump here, so the absence of one means something.
            let victim = try await Tool.run(
                "sh", ["-c", "cd \"$0\" && ulimit -c unlimited && exec sh -c 'kill -SEGV $$'", deployment.folder.path])
            #expect(victim.code != 0)
            try #require(try Self.removeDumps(in: deployment.folder) == 1)

            let permissive = ServedProgram(
                path: "/bin/sh",
                arguments: [
                    // Swift's own report of a crash takes its time, and is no dump.
                    "-c",
                    "cd '\(deployment.folder.path)' && ulimit -c unlimited && SWIFT_BACKTRACE=enable=no exec \"$0\" \"$@\"",
                    BuiltProgram.cpsd,
                ])
            for signal in [SIGSEGV, SIGABRT, SIGQUIT, SIGBUS] {
                for raisesLimit in [false, true] {
                    let server = try await deployment.start(permissive)
                    let pid = try #require(server.process.identifier)
                    let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
                    #expect(limits.contains(/Max core file size +0 +0 +bytes/), "\(limits)")
                    if raisesLimit {
                        // Even then the process is closed to dumps. Not every root may raise it.
                        _ = try await Tool.run("prlimit", ["--pid", "\(pid)", "--core=unlimited:unlimited"])
                    }
                    #expect(await server.stop(signal) != 0)
                    #expect(try Self.removeDumps(in: deployment.folder) == 0)
                }
            }
        }
    }

    /// Removes core dumps.
    ///
    /// - Returns: how many there were.
    private static func removeDumps(in folder: URL) throws -> Int {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("core") }
        for name in names { try FileManager.default.removeItem(at: folder.appending(path: name)) }
        return names.count
    }
}
