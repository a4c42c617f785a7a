import Foundation
import Secrets
import Testing

@Suite("Process hardening")
struct ProcessHardeningTests {
    @Test("leaves no core dumps and closes the process")
    func apply() throws {
        try ProcessHardening.apply()
        let limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8)
        let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ", omittingEmptySubsequences: true).dropFirst(4).prefix(2) == ["0", "0"])
        #expect(ProcessHardening.isApplied)
    }
}
