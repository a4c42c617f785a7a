/// The first message of a client (RFC 8446 section 4.1.2), by which libraries, versions and settings are told apart.
enum ClientHello {
    private static let keyShare = 51

    /// The message with zeros where even one client differs from itself: its random, its session identifier, and the
    /// keys of its key shares. What is not a ClientHello stays as it is.
    static func blanked(_ record: [UInt8]) -> [UInt8] {
        var bytes = record
        // Record header (5), handshake header (4), version (2), random (32), session identifier.
        guard bytes.count > 44, bytes[0] == 22, bytes[5] == 1 else { return bytes }
        zero(&bytes, 11..<43)
        let sessionEnd = 44 + Int(bytes[43])
        guard zero(&bytes, 44..<sessionEnd), let suites = number(bytes, at: sessionEnd),
            bytes.indices.contains(sessionEnd + 2 + suites)
        else { return record }
        let compression = sessionEnd + 2 + suites
        var offset = compression + 1 + Int(bytes[compression]) + 2
        while let type = number(bytes, at: offset), let length = number(bytes, at: offset + 2) {
            if type == keyShare { blankShares(&bytes, (offset + 6)..<(offset + 4 + length)) }
            offset += 4 + length
        }
        return bytes
    }

    /// Each share is a group, a length and a key.
    private static func blankShares(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var offset = range.lowerBound
        while offset + 4 <= range.upperBound, let length = number(bytes, at: offset + 2),
            zero(&bytes, (offset + 4)..<(offset + 4 + length))
        {
            offset += 4 + length
        }
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int? {
        guard offset >= 0, offset + 2 <= bytes.count else { return nil }
        return Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
    }

    @discardableResult
    private static func zero(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        guard range.upperBound <= bytes.count else { return false }
        for place in range { bytes[place] = 0 }
        return true
    }
}
