import Foundation

/// An HTTP answer as it came, fields in their order.
package struct RawResponse: Sendable {
    package let status: Int
    package let fields: [(name: String, value: String)]
    package let body: [UInt8]

    /// The value of a field that stands there exactly once.
    package func only(_ name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name }
        return values.count == 1 ? values[0].value : nil
    }

    /// All that an onlooker can see of it.
    package var shape: AnswerShape {
        AnswerShape(
            status: status, names: fields.map(\.name), valueLengths: fields.map(\.value.utf8.count),
            bodyLength: body.count)
    }
}

/// What an onlooker sees of an answer: everything but the bytes themselves.
package struct AnswerShape: Hashable, Sendable {
    package let status: Int
    package let names: [String]
    package let valueLengths: [Int]
    package let bodyLength: Int
}

extension RawResponse {
    /// Reads one answer from the front of `received` and removes it.
    ///
    /// - Returns: `nil` where it is not complete yet.
    package static func parse(_ received: inout [UInt8], hasBody: Bool) throws -> RawResponse? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw HarnessError.malformedAnswer(lines[0])
        }
        var fields: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstRange(of: ": ") else { throw HarnessError.malformedAnswer(line) }
            fields.append((String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
        }
        let length = fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) }
        // RFC 9110 section 8.6: neither of the two has a body, nor need say so.
        guard let length = length ?? ([204, 304].contains(status) ? 0 : nil) else {
            throw HarnessError.malformedAnswer("no content-length in \(lines)")
        }
        let bodyLength = hasBody ? length : 0
        guard received.count >= end.upperBound + bodyLength else { return nil }
        let body = Array(received[end.upperBound..<end.upperBound + bodyLength])
        received.removeFirst(end.upperBound + bodyLength)
        return RawResponse(status: status, fields: fields, body: body)
    }
}
