import Measurements
import Testing

@Suite("What whole requests are compared with")
struct BareServerTests {
    @Test("is not served by a program that wipes memory as the service does")
    func usualMemory() {
        // The tests are linked with the service, and with its `free`.
        #expect(throws: (any Error).self) { try BareServer.requireUsualMemory() }
    }
}
