import Sealing
import TestVectors
import Testing

/// What must stand in no log prints as redacted, whichever way it is printed.
@Suite("Redaction")
struct RedactionTests {
    /// All that Swift prints of a value.
    private func everyPrint<Value>(of value: Value) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var inArray = ""
        dump(["key": [value]], to: &inArray)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, inArray, "\([value])",
            "\(Optional(value) as Any)",
        ]
    }

    /// Spellings of the bytes: hexadecimal, and as an array prints its first ones.
    private func expectNone(of bytes: [UInt8], in prints: [String]) {
        let hex = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        let decimal = bytes.prefix(3).map(String.init).joined(separator: ", ")
        for print in prints {
            #expect(print.contains("redacted"))
            #expect(!print.lowercased().contains(hex.prefix(8)))
            #expect(!print.contains(decimal))
            #expect(!print.contains("- \(bytes[0])\n"))
        }
    }

    @Test("private key, alone and inside of an opener")
    func privateKey() throws {
        let key = try ProtocolExamples.load().recipientA.key
        expectNone(of: key.exportSecretBytes(), in: everyPrint(of: key))
        expectNone(of: key.exportSecretBytes(), in: everyPrint(of: BatchOpener(key: key, size: .standard)))
    }

    @Test("public key, which is as good as its index, alone and inside of an entry")
    func publicKey() throws {
        let key = try ProtocolExamples.load().recipientA.publicKey
        expectNone(of: key.bytes, in: everyPrint(of: key))
        let entry = LiveEntry(recipient: key, sealed: [], pending: 1, remaining: 1)
        expectNone(of: key.bytes, in: everyPrint(of: entry))
    }

    @Test("index")
    func index() throws {
        let index = PlacementIndex(of: try ProtocolExamples.load().recipientA.publicKey)
        let prints = everyPrint(of: index)
        expectNone(of: index.bytes, in: prints)
        let firstWord = index.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        for print in prints { #expect(!print.contains("\(firstWord)")) }
    }

    @Test("prefix")
    func prefix() throws {
        let index = PlacementIndex(of: try ProtocolExamples.load().recipientA.publicKey)
        expectNone(of: index.bytes, in: everyPrint(of: try IndexPrefix(of: index, digits: 64)))
        expectNone(of: index.bytes, in: everyPrint(of: try IndexPrefix(of: index, digits: 8)))
    }
}
