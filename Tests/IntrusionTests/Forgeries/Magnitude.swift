/// Whole numbers as bytes of one length, the most significant first.
enum Magnitude {
    /// The sum, or `nil` where it needs a byte more.
    static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8]? {
        var carry = 0
        var bytes = left
        for place in left.indices.reversed() {
            let sum = Int(left[place]) + Int(right[place]) + carry
            bytes[place] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        return carry == 0 ? bytes : nil
    }

    /// The difference to a smaller number.
    static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var borrow = 0
        var bytes = left
        for place in left.indices.reversed() {
            let difference = Int(left[place]) - Int(right[place]) - borrow
            bytes[place] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        return bytes
    }
}

/// The order L of Ed25519's group (RFC 8032 section 5.1).
enum Ed25519Order {
    static let littleEndian: [UInt8] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
}
