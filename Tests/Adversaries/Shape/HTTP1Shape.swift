internal import Foundation
internal import ServiceHarness

/// HTTP/1.1, to the byte.
struct HTTP1Shape: ShapeProtocol {
    static let applicationProtocol = "http/1.1"
    private static let varyingFields: Set<String> = ["date", "location"]

    mutating func preface() -> [UInt8] { [] }

    mutating func request(_ request: RawRequest) -> [UInt8] { request.bytes }

    mutating func answer(_ received: inout [UInt8], to request: RawRequest) throws -> AnswerRead? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard lines[0].hasPrefix("HTTP/1.1 ") else { throw HarnessError.malformedAnswer(lines[0]) }
        let fields = lines.dropFirst().map { line in
            let name = line.prefix { $0 != ":" }
            return (name: name.lowercased(), line: line, value: line.dropFirst(name.count + 2))
        }
        let rest = received[end.upperBound...]
        let length: (body: [UInt8], taken: Int)?
        if request.method == "HEAD" {
            length = ([], 0)
        } else if let announced = fields.first(where: { $0.name == "content-length" }).flatMap({ Int($0.value) }) {
            length = rest.count >= announced ? (Array(rest.prefix(announced)), announced) : nil
        } else if fields.contains(where: { $0.name == "transfer-encoding" }) {
            length = Self.chunked(rest)
        } else {
            length = ([], 0)
        }
        guard let length else { return nil }
        let head =
            [lines[0]]
            + fields.map {
                Self.varyingFields.contains($0.name)
                    ? "\($0.line.prefix { $0 != ":" }): <\($0.value.utf8.count)>" : $0.line
            }
        let byteCount = end.upperBound + length.taken
        received.removeFirst(byteCount)
        let comparable = !fields.contains { $0.value.contains("vnd.cps.batch") } && Self.isComparable(head, request)
        return AnswerRead(
            head: head, bodyLength: length.body.count, body: comparable ? length.body : [], frames: [],
            byteCount: byteCount, varying: 0)
    }

    /// A body in chunks (RFC 9112 section 7.1), and the bytes that it takes.
    private static func chunked(_ bytes: ArraySlice<UInt8>) -> (body: [UInt8], taken: Int)? {
        var (body, rest) = ([UInt8](), bytes)
        let lineEnd = Array("\r\n".utf8)
        while let line = rest.firstRange(of: lineEnd) {
            guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16),
                rest[line.upperBound...].count >= size + 2
            else { return nil }
            body += rest[line.upperBound...].prefix(size)
            rest = rest[(line.upperBound + size + 2)...]
            if size == 0 { return (body, rest.startIndex - bytes.startIndex) }
        }
        return nil
    }
}
