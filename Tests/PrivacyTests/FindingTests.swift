import Adversaries
import Testing

@Suite struct FindingTests {
    @Test func noNumberIsNoPrivacy() {
        #expect(Finding(.time, "a", "b", .nan, above: 4.5).succeeded)
        #expect(Finding(.time, "a", "b", 4.6, above: 4.5).succeeded)
        #expect(!Finding(.time, "a", "b", 4.5, above: 4.5).succeeded)
    }
}
