internal import BlindTokens
internal import COpenSSL

/// Arithmetic modulo one RSA modulus, on big-endian numbers of its size: an adversary's own, which shares nothing
/// with the code that blinds.
struct ModularArithmetic {
    /// Bytes of every number.
    static let byteCount = BlindRSAPublicKey.signatureByteCount
    private static let exponent: [UInt8] = [0x01, 0x00, 0x01]

    private let modulus: [UInt8]

    /// Modulo the modulus of a token key, which stands in its encoding before the exponent (five bytes).
    init(_ key: BlindRSAPublicKey) {
        modulus = key.spki.dropLast(5).suffix(Self.byteCount)
    }

    /// Whether a number is at least 1 and below the modulus.
    func isInRange(_ number: [UInt8]) -> Bool {
        number.count == modulus.count && number.lexicographicallyPrecedes(modulus) && number.contains { $0 != 0 }
    }

    /// `left * right`.
    func product(_ left: [UInt8], _ right: [UInt8]) throws -> [UInt8] {
        let left = try OwnedNumber(left)
        let right = try OwnedNumber(right)
        let modulus = try OwnedNumber(modulus)
        let result = try OwnedNumber()
        let scratch = try OwnedScratch()
        guard
            unsafe BN_mod_mul(result.pointer, left.pointer, right.pointer, modulus.pointer, scratch.pointer) == 1
        else { throw Impossible() }
        return try result.bytes(count: Self.byteCount)
    }

    /// The number to the public exponent.
    func power(_ base: [UInt8]) throws -> [UInt8] {
        let base = try OwnedNumber(base)
        let exponent = try OwnedNumber(Self.exponent)
        let modulus = try OwnedNumber(modulus)
        let result = try OwnedNumber()
        let scratch = try OwnedScratch()
        guard
            unsafe BN_mod_exp(result.pointer, base.pointer, exponent.pointer, modulus.pointer, scratch.pointer) == 1
        else { throw Impossible() }
        return try result.bytes(count: Self.byteCount)
    }

    /// The number that gives 1 when multiplied; `nil` where there is none.
    func inverse(_ number: [UInt8]) throws -> [UInt8]? {
        let number = try OwnedNumber(number)
        let modulus = try OwnedNumber(modulus)
        let result = try OwnedNumber()
        let scratch = try OwnedScratch()
        guard
            unsafe BN_mod_inverse(result.pointer, number.pointer, modulus.pointer, scratch.pointer) != nil
        else {
            ERR_clear_error()
            return nil
        }
        return try result.bytes(count: Self.byteCount)
    }
}
