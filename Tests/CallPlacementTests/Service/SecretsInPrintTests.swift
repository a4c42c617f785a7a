import BlindTokens
@testable import CallPlacement
import Sealing
import StoreConformance
import Testing

/// A stray print or log of a whole value shows no key.
@Suite("Secrets in print")
struct SecretsInPrintTests {
    /// All that Swift prints of a value.
    private func everyPrint<Value>(of value: Value) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return dumped + String(describing: value) + String(reflecting: value)
    }

    @Test("the key of links")
    func handleKey() {
        let key = (0..<32).map { UInt8(101 + $0) }
        let printed = everyPrint(of: HandleSealer(key: key))
        #expect(!printed.contains("101"))
        #expect(!printed.contains("65666768"))
        // What it would look like: the check finds a key that is printed.
        #expect(everyPrint(of: key).contains("101"))
    }

    @Test("a request's recipient, index and token")
    func request() throws {
        let request = try SampleRequests.request(to: 1, body: 1, token: 1, epoch: EpochID(rawValue: 1), sealedSize: 0)
        let printed = everyPrint(of: request)
        for bytes in [request.recipient.bytes, request.index.bytes, request.use.kTemp.bytes] {
            #expect(!printed.contains(bytes.prefix(3).map(String.init).joined(separator: ", ")))
        }
        #expect(printed.contains("redacted"))
    }
}
