import LoadGeneration
import NIOCore
import SeededRandomness
import Testing

@Suite("Answers of HTTP/1.1")
struct ResponseReaderTests {
    private static let body = "\r\n\r\nHTTP/1.1 500 no\r\n\r\n"
    private static let good =
        "HTTP/1.1 200 OK\r\nDate: \r\nCONTENT-Length:  \(body.utf8.count)\t\r\nServer: c\r\n\r\n" + body

    private static func read(_ pieces: [some Collection<UInt8>], keeping: Bool = true) throws -> [ResponseReader.Answer]
    {
        var reader = ResponseReader()
        var answers: [ResponseReader.Answer] = []
        for piece in pieces {
            var bytes = ByteBuffer(bytes: piece)
            while bytes.readableBytes > 0 {
                let before = bytes.readableBytes
                if let answer = try reader.read(&bytes, keepingBody: keeping) { answers.append(answer) }
                try #require(bytes.readableBytes < before)
            }
        }
        return answers
    }

    @Test("An answer is the same in whatever pieces it comes")
    func pieces() throws {
        let bytes = Array(Self.good.utf8)
        let whole = try Self.read([bytes])
        #expect(whole.count == 1)
        #expect(whole[0].status == 200 && whole[0].byteCount == Self.body.utf8.count && !whole[0].closes)
        #expect(whole[0].body == ByteBuffer(string: Self.body))
        for cut in 1..<bytes.count { #expect(try Self.read([bytes[..<cut], bytes[cut...]]) == whole) }
        #expect(try Self.read(bytes.map { [$0] }) == whole)
    }

    @Test("Answers that follow one another are told apart")
    func several() throws {
        let bytes = Array((Self.good + "HTTP/1.1 204 \r\n\r\n" + Self.good).utf8)
        for size in 1...9 {
            let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min(bytes.count, $0 + size)] }
            #expect(try Self.read(pieces).map(\.status) == [200, 204, 200])
        }
    }

    @Test("A body that nobody asked for is counted and dropped")
    func dropped() throws {
        let answer = try #require(try Self.read([Array(Self.good.utf8)], keeping: false).first)
        #expect(answer.byteCount == Self.body.utf8.count && answer.body == nil)
    }

    @Test("A service that closes says so")
    func closing() throws {
        let answers = try Self.read([Array("HTTP/1.1 503 x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".utf8)])
        #expect(answers.map(\.closes) == [true])
        #expect(answers.map(\.status) == [503])
    }

    @Test(
        "What has no fixed length, or is no answer, is an error",
        arguments: [
            "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 3\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: -3\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 1e3\r\n\r\n",
            "HTTP/1.1 2x0 OK\r\ncontent-length: 0\r\n\r\n", "\r\n\r\n\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n",
        ])
    func malformed(text: String) {
        #expect(throws: ResponseReader.Malformed.self) { try Self.read([Array(text.utf8)]) }
        #expect(throws: ResponseReader.Malformed.self) { try Self.read(text.utf8.map { [$0] }) }
    }

    @Test("A head without end is given up")
    func endless() {
        #expect(throws: ResponseReader.Malformed.self) {
            try Self.read(Array(repeating: Array(repeating: UInt8(ascii: "x"), count: 1000), count: 20))
        }
    }

    @Test("Any bytes whatever do no harm")
    func anything() {
        var random = SeededGenerator(seed: 4)
        let alphabet = Array("HTTP/1.1 200\r\n\r\ncontent-length: 3\r\n\r\nabc".utf8)
        for _ in 0..<2000 {
            var bytes = Array(Self.good.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = alphabet.randomElement(using: &random) ?? 0
            }
            let cut = Int.random(in: 0..<bytes.count, using: &random)
            _ = try? Self.read([bytes[..<cut], bytes[cut...]])
        }
    }
}
