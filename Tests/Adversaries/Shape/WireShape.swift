/// All that can be seen of an answer by whoever asked and by whoever watches the wire, but for the bytes that are
/// random in every answer.
struct WireShape: Hashable, Sendable {
    /// Status line and header fields in their order, in HTTP/2 field by field as they are encoded; of values that
    /// have to differ, the date and a fresh link, the length.
    let head: [String]
    let bodyLength: Int
    /// The body itself, where it is not made of ciphertext or fresh links.
    let body: [UInt8]
    /// Frames of HTTP/2: type, flags and length.
    let frames: [String]
    /// Lengths of the records that carried it.
    let records: [Int]
    /// Frames and records of the answer to the next question, which is the same each time: what came late would stand
    /// in front of it.
    var after = ""
}

extension WireShape: CustomStringConvertible {
    var description: String {
        let framed = frames.isEmpty ? "" : "; frames \(frames.joined(separator: ", "))"
        let text = body.isEmpty ? "" : " \(String(decoding: body, as: UTF8.self))"
        return
            "\(head.joined(separator: " | ")); body \(bodyLength)\(text)\(framed); records \(records); after it \(after)"
    }
}

/// An answer in the making.
struct AnswerRead {
    let head: [String]
    let bodyLength: Int
    let body: [UInt8]
    let frames: [String]
    /// Bytes of the stream that it took, and of these the ones in the head that vary with the time of day.
    let byteCount: Int
    let varying: Int

    /// Its shape, given the records that its bytes came in.
    func shape(_ records: [TLSRecord]) -> WireShape {
        var (lengths, passed): ([Int], Int) = ([], 0)
        for record in records where passed < byteCount {
            // What varies stands in the head, and the head in the first record.
            lengths.append(record.length - (lengths.isEmpty ? varying : 0))
            passed += record.length - TLSRecord.overhead
        }
        return WireShape(head: head, bodyLength: bodyLength, body: body, frames: frames, records: lengths)
    }
}
