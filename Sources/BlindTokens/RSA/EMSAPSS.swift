/// EMSA-PSS (RFC 8017 section 9.1) with SHA-384, MGF1 with SHA-384, and a salt of 48 bytes: the encoding of
/// RSABSSA-SHA384-PSS-Deterministic (RFC 9474 section 5).
package enum EMSAPSS {
    /// Bytes of the salt.
    package static let saltByteCount = EncodingHash.byteCount

    /// Encodes a message (RFC 8017 section 9.1.1).
    ///
    /// - Parameters:
    ///   - salt: ``saltByteCount`` bytes.
    ///   - bitCount: Bits of the encoding, one less than the modulus has.
    package static func encode(_ message: [UInt8], salt: [UInt8], bitCount: Int) throws(TokenError) -> [UInt8] {
        let byteCount = (bitCount + 7) / 8
        guard salt.count == saltByteCount, byteCount >= shortest else { throw .wrongLength }
        let hash = hash(of: message, salt: salt)
        let zeros = [UInt8](repeating: 0, count: byteCount - shortest)
        var block = zeros + [0x01] + salt
        mask(&block, with: hash)
        block[0] &= topMask(bitCount: bitCount)
        return block + hash + [0xbc]
    }

    /// Whether `encoded` is an encoding of the message (RFC 8017 section 9.1.2). All inputs are public.
    package static func isValid(_ encoded: [UInt8], for message: [UInt8], bitCount: Int) -> Bool {
        let byteCount = (bitCount + 7) / 8
        guard encoded.count == byteCount, byteCount >= shortest, encoded.last == 0xbc else { return false }
        let blockCount = byteCount - EncodingHash.byteCount - 1
        var block = Array(encoded[..<blockCount])
        let hash = Array(encoded[blockCount..<byteCount - 1])
        let top = topMask(bitCount: bitCount)
        guard block[0] & ~top == 0 else { return false }
        mask(&block, with: hash)
        block[0] &= top
        let zeroCount = byteCount - shortest
        guard block[..<zeroCount].allSatisfy({ $0 == 0 }), block[zeroCount] == 0x01 else { return false }
        return Self.hash(of: message, salt: block[(zeroCount + 1)...]) == hash
    }

    /// Bytes of the shortest encoding: hash, salt, and the two bytes 0x01 and 0xbc.
    private static let shortest = EncodingHash.byteCount + saltByteCount + 2

    /// The hash of eight zeros, the message's hash and the salt.
    private static func hash(of message: [UInt8], salt: some Collection<UInt8>) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 8 + EncodingHash.byteCount)
        block.reserveCapacity(8 + EncodingHash.byteCount + salt.count)
        EncodingHash.write(of: message, into: &block, at: 8)
        block.append(contentsOf: salt)
        var hash = [UInt8](repeating: 0, count: EncodingHash.byteCount)
        EncodingHash.write(of: block, into: &hash)
        return hash
    }

    /// Adds MGF1 (RFC 8017 appendix B.2.1) of `seed` to the block, bit by bit.
    private static func mask(_ block: inout [UInt8], with seed: [UInt8]) {
        var input = seed + [0, 0, 0, 0]
        var digest = [UInt8](repeating: 0, count: EncodingHash.byteCount)
        for start in stride(from: 0, to: block.count, by: EncodingHash.byteCount) {
            EncodingHash.write(of: input, into: &digest)
            for offset in 0..<min(digest.count, block.count - start) { block[start + offset] ^= digest[offset] }
            // A block of this RFC's sizes takes far fewer than 256 rounds.
            input[seed.count + 3] += 1
        }
    }

    /// Ones where the first byte of an encoding may have them.
    private static func topMask(bitCount: Int) -> UInt8 {
        0xff >> UInt8((8 - bitCount % 8) % 8)
    }
}
