internal import ServiceHarness

/// HTTP/2 (RFC 9113) by hand: no dynamic table, and windows so wide that the service never waits for us.
struct HTTP2Shape: ShapeProtocol {
    static let applicationProtocol = "h2"
    private static let frameHeaderByteCount = 9
    private static let largestFrame = 16_384

    private enum Kind {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let settings: UInt8 = 4
        static let windowUpdate: UInt8 = 8
    }

    private enum Flag {
        static let endStream: UInt8 = 1
        static let endHeaders: UInt8 = 4
        static let acknowledgement: UInt8 = 1
    }

    private var stream = -1

    mutating func preface() -> [UInt8] {
        let settings: [[UInt8]] = [
            [0, 1, 0, 0, 0, 0],  // no dynamic table
            [0, 2, 0, 0, 0, 0],  // no push
            [0, 4, 0x7f, 0xff, 0xff, 0xff],  // the widest window of a stream
        ]
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
            + Self.frame(Kind.settings, 0, stream: 0, Array(settings.joined()))
            + Self.frame(Kind.windowUpdate, 0, stream: 0, [0x7f, 0xff, 0x00, 0x00])
            + Self.frame(Kind.settings, Flag.acknowledgement, stream: 0, [])
    }

    mutating func request(_ request: RawRequest) -> [UInt8] {
        stream += 2
        let pseudo = [
            (":method", request.method), (":scheme", "https"), (":path", request.target), (":authority", "localhost"),
        ]
        let fields = pseudo + request.fields.filter { $0.name != "host" }.map { ($0.name.lowercased(), $0.value) }
        let block: [UInt8] = fields.flatMap { name, value -> [UInt8] in [0] + Self.string(name) + Self.string(value) }
        let end = request.body.isEmpty ? Flag.endStream : 0
        var bytes = Self.frame(Kind.headers, Flag.endHeaders | end, stream: stream, block)
        for start in stride(from: 0, to: request.body.count, by: Self.largestFrame) {
            let part = Array(request.body[start...].prefix(Self.largestFrame))
            let isLast = start + part.count == request.body.count
            bytes += Self.frame(Kind.data, isLast ? Flag.endStream : 0, stream: stream, part)
        }
        return bytes
    }

    mutating func answer(_ received: inout [UInt8], to request: RawRequest) throws -> AnswerRead? {
        var (offset, head, frames, body): (Int, [String], [String], [UInt8]) = (0, [], [], [])
        var varying = 0
        while received.count >= offset + Self.frameHeaderByteCount {
            let length = Int(received[offset]) << 16 | Int(received[offset + 1]) << 8 | Int(received[offset + 2])
            let (kind, flags) = (received[offset + 3], received[offset + 4])
            let end = offset + Self.frameHeaderByteCount + length
            guard received.count >= end else { return nil }
            let payload = received[(end - length)..<end]
            let isOurs = Int(received[offset + 7]) << 8 | Int(received[offset + 8]) == stream & 0xffff
            var shown = length
            if kind == Kind.headers {
                guard let block = HeaderBlock(payload) else { throw HarnessError.malformedAnswer("a header block") }
                head += block.fields
                varying += block.varying
                shown -= block.varying
            } else if kind == Kind.data {
                body += payload
            }
            frames.append("\(kind)/\(flags)/\(shown)")
            offset = end
            guard isOurs, kind == Kind.headers || kind == Kind.data, flags & Flag.endStream != 0 else { continue }
            received.removeFirst(offset)
            return AnswerRead(
                head: head, bodyLength: body.count,
                body: Self.isComparable(head, request) && body.first == UInt8(ascii: "{") ? body : [],
                frames: frames, byteCount: offset, varying: varying)
        }
        return nil
    }

    private static func frame(_ kind: UInt8, _ flags: UInt8, stream: Int, _ payload: [UInt8]) -> [UInt8] {
        bytes(payload.count, 3) + [kind, flags] + bytes(stream, 4) + payload
    }

    /// A string without Huffman coding (RFC 7541 section 5.2).
    private static func string(_ text: String) -> [UInt8] {
        var length = text.utf8.count
        guard length >= 127 else { return [UInt8(length)] + Array(text.utf8) }
        var encoded: [UInt8] = [127]
        length -= 127
        while length >= 128 {
            encoded.append(UInt8(length & 0x7f) | 0x80)
            length >>= 7
        }
        return encoded + [UInt8(length)] + Array(text.utf8)
    }

    private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
