import Foundation
import Logging
import Operation
import Testing

/// A line of the log in JSON.
struct LogLineTests {
    private static let members: Set<String> = ["time", "level", "program", "source", "message", "metadata"]

    @Test(arguments: ["plain", "two\nlines", "\"quoted\" \\ \r\u{0}\u{2028}", "{\"level\":\"info\"}\n{}", ""])
    func isOneLineAndOneObjectWhateverItSays(_ text: String) throws {
        let line = LogLine(
            program: "cpsd", level: .error, source: "CPSServer", message: text, metadata: ["reason": text])
        #expect(line.text.hasSuffix("\n"))
        #expect(line.text.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
        #expect(!line.text.dropLast().utf8.contains { $0 < 0x20 })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.text.utf8)) as? [String: Any])
        #expect(Set(object.keys) == Self.members)
        #expect(object["message"] as? String == text)
        #expect(object["metadata"] as? [String: String] == ["reason": text])
        #expect(object["level"] as? String == "error")
    }

    @Test func saysWhenItWasWritten() throws {
        let before = Date.now.addingTimeInterval(-0.001)
        let line = LogLine(program: "cpsd", level: .info, source: "cpsd", message: "ready")
        let time = try Date(line.time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect(time >= before && time <= Date.now)
        #expect(line.time.hasSuffix("Z"))
    }

    @Test func theKeysOfMetadataAreThese() {
        // Whoever adds one has to say here that it names nobody: no index, prefix, token, number or address.
        #expect(OperatorLog.allowedKeys.isSubset(of: ["reason", "omitted", "epoch", "signal", "request", "seconds"]))
    }
}
