import BlindTokens
import Encodings
import Testing

@Suite("Issuer directory")
struct IssuerDirectoryTests {
    private let key: BlindRSAPublicKey
    private let directory: IssuerDirectory

    init() throws {
        key = try TestKeys.issuer.publicKey
        directory = IssuerDirectory(
            requestURI: "/token-request",
            entries: [
                .init(tokenKey: key, notBefore: 1_686_913_811),
                .init(tokenKey: try TestKeys.other.publicKey),
            ])
    }

    private func document(_ keys: String) -> [UInt8] {
        Array(#"{"issuer-request-uri":"/r","token-keys":[\#(keys)]}"#.utf8)
    }

    private var encodedKey: String { Base64URL.encode(key.spki, padded: true) }

    @Test("is written in one form and read back")
    func roundTrip() throws {
        let json = directory.json
        #expect(json == directory.json)
        #expect(try IssuerDirectory(json: json) == directory)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.hasPrefix(#"{"issuer-request-uri":"/token-request","token-keys":[{"not-before":1686913811,"#))
        #expect(text.contains(#""token-key":"\#(encodedKey)","token-type":2}"#))
    }

    @Test("ignores what it does not know, and keys of other types")
    func unknown() throws {
        let json = document(
            #"{"token-type":1,"token-key":"AAAA","x":1},{"token-type":2,"token-key":"\#(encodedKey)"}"#)
        let read = try IssuerDirectory(json: json)
        #expect(read.entries == [.init(tokenKey: key)])
        #expect(read.requestURI == "/r")
    }

    @Test("is refused when malformed")
    func malformed() {
        for text in [
            "", "{", "[]", "null", "{}", #"{"issuer-request-uri":"/r"}"#, #"{"token-keys":[]}"#,
            #"{"issuer-request-uri":1,"token-keys":[]}"#, #"{"issuer-request-uri":"/r","token-keys":{}}"#,
        ] {
            #expect(throws: TokenError.malformed) { try IssuerDirectory(json: Array(text.utf8)) }
        }
        for keys in [
            #"{}"#, #"{"token-type":2}"#, #"{"token-type":"2","token-key":"AAAA"}"#,
            #"{"token-type":2,"token-key":"A"}"#, #"{"token-type":2,"token-key":"A+=="}"#,
            #"{"token-type":2,"token-key":"\#(encodedKey)","not-before":-1}"#,
            #"{"token-type":70000,"token-key":"AAAA"}"#,
        ] {
            #expect(throws: TokenError.malformed, "\(keys)") { try IssuerDirectory(json: document(keys)) }
        }
    }

    @Test("is refused with an unusable key")
    func refusedKey() {
        for text in ["", "AAAA", encodedKey + "AAAA", String(encodedKey.dropLast(4))] {
            let json = document(#"{"token-type":2,"token-key":"\#(text)"}"#)
            #expect(throws: TokenError.refusedKey) { try IssuerDirectory(json: json) }
        }
    }

    @Test("is bounded in bytes and keys")
    func bounds() throws {
        let spaces = [UInt8](repeating: UInt8(ascii: " "), count: IssuerDirectory.byteLimit)
        #expect(throws: TokenError.wrongLength) { try IssuerDirectory(json: spaces + [UInt8(ascii: "{")]) }
        let one = #"{"token-type":1,"token-key":""}"#
        let most = [String](repeating: one, count: IssuerDirectory.keyLimit)
        #expect(try IssuerDirectory(json: document(most.joined(separator: ","))).entries.isEmpty)
        #expect(throws: TokenError.wrongLength) {
            try IssuerDirectory(json: document((most + [one]).joined(separator: ",")))
        }
    }

    @Test("does not follow nesting for ever")
    func nesting() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 60_000)
        #expect(throws: TokenError.malformed) { try IssuerDirectory(json: deep) }
    }
}
