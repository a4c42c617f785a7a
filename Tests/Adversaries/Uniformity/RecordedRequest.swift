internal import Foundation

/// One HTTP/1.1 request as a client sent it, line by line.
package struct RecordedRequest: Hashable, Sendable {
    /// The request line and the fields, without their line ends.
    package var lines: [String]
    package var body: [UInt8]

    /// Reads all requests of a connection; what is left over is a request without an end.
    static func all(in bytes: [UInt8]) -> [RecordedRequest] {
        var (requests, rest): ([RecordedRequest], ArraySlice<UInt8>) = ([], bytes[...])
        while !rest.isEmpty {
            guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else {
                return requests + [RecordedRequest(lines: [], body: Array(rest))]
            }
            let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            let length = lines.lazy.compactMap { line in
                line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
            }.first
            let body = rest[end.upperBound...].prefix(length ?? 0)
            requests.append(RecordedRequest(lines: lines, body: Array(body)))
            rest = rest[body.endIndex...]
        }
        return requests
    }

    /// What was asked, without for whom: how requests are told apart in an order of events.
    var kind: String {
        let words = (lines.first ?? "").split(separator: " ")
        return words.prefix(2).map { $0.replacing(Self.digits, with: "/cps/*/") }.joined(separator: " ")
    }

    /// The bytes, and with the same length nothing, where clients have to differ: the index in the path, token,
    /// digest, signature and body. Of a token request, the blinded message alone.
    var blanked: [UInt8] {
        let blankedLines = lines.enumerated().map { number, line in
            number == 0 ? Self.blank(line, in: Self.digits, keeping: 5, 1) : Self.blankField(line)
        }
        let kept = kind == "POST /token-request" ? 3 : 0
        let blankedBody = body.prefix(kept) + [UInt8](repeating: 0, count: body.count - min(kept, body.count))
        return Array((blankedLines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + blankedBody
    }

    private static var digits: Regex<Substring> { #//cps/[0-9a-f]+//# }

    private static func blankField(_ line: String) -> String {
        let name = line.prefix { $0 != ":" }.lowercased()
        return switch name {
        case "authorization": blank(line, in: #/PrivateToken token="[A-Za-z0-9_=-]+"/#, keeping: 20, 1)
        case "content-digest": blank(line, in: #/sha-256=:[A-Za-z0-9+/=]+:/#, keeping: 9, 1)
        case "signature": blank(line, in: #/store=:[A-Za-z0-9+/=]+:/#, keeping: 7, 1)
        default: line
        }
    }

    /// Asterisks for what a pattern finds, but for its first and last characters.
    private static func blank(_ line: String, in pattern: Regex<Substring>, keeping first: Int, _ last: Int) -> String {
        line.replacing(pattern) { match in
            let text = match.output
            return text.prefix(first) + String(repeating: "*", count: max(0, text.count - first - last))
                + text.suffix(last)
        }
    }
}
