/// One record of TLS as it crosses the wire (RFC 8446 section 5.1): what everyone on the path sees.
struct TLSRecord: Hashable, Sendable {
    /// What TLS 1.3 adds to the plaintext of a record: the content's type, and the tag.
    static let overhead = 17

    let type: UInt8
    /// Bytes behind the header of five.
    let length: Int
}

/// Finds the records in a stream of bytes.
struct TLSRecordReader {
    private var header: [UInt8] = []
    private var remaining = 0

    /// The records that end in the next bytes.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [TLSRecord] {
        var ended: [TLSRecord] = []
        for byte in bytes {
            if header.count < 5 {
                header.append(byte)
                if header.count == 5 { remaining = Int(header[3]) << 8 | Int(header[4]) }
            } else {
                remaining -= 1
            }
            guard header.count == 5, remaining == 0 else { continue }
            ended.append(TLSRecord(type: header[0], length: Int(header[3]) << 8 | Int(header[4])))
            header = []
        }
        return ended
    }
}
