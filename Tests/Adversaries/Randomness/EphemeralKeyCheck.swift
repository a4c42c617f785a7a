internal import COpenSSL

/// Tells bytes that can be the public key of an X25519 key pair from bytes that cannot.
///
/// A public key is a coordinate u of a point of prime order on Curve25519: below 2^255 - 19, u (u^2 + 486662 u + 1) is a
/// square, and so is u, since every point of odd order is the image of another under the dual of the 2-isogeny whose
/// kernel is (0, 0). Of random strings half have the top bit set, of the rest half lie on the twist, and of the points
/// of the curve half have a u that is no square.
@safe package struct EphemeralKeyCheck: ~Copyable {
    private let context: OpaquePointer
    private let prime: OpaquePointer
    private let u: OpaquePointer
    private let square: OpaquePointer
    private let sum: OpaquePointer

    /// OpenSSL has no memory left.
    package struct OutOfMemory: Error {}

    /// A check.
    package init() throws {
        guard let context = unsafe BN_CTX_new(), let prime = unsafe BN_new(), let u = unsafe BN_new(),
            let square = unsafe BN_new(), let sum = unsafe BN_new(),
            unsafe BN_set_bit(prime, 255) == 1, unsafe BN_sub_word(prime, 19) == 1
        else { throw OutOfMemory() }
        unsafe self.context = context
        unsafe self.prime = prime
        unsafe self.u = u
        unsafe self.square = square
        unsafe self.sum = sum
    }

    deinit {
        unsafe BN_free(sum)
        unsafe BN_free(square)
        unsafe BN_free(u)
        unsafe BN_free(prime)
        unsafe BN_CTX_free(context)
    }

    /// Whether 32 bytes, the lowest first, are a coordinate of a point on the curve, written in the one allowed way.
    package func isOnCurve(_ bytes: [UInt8]) throws -> Bool {
        guard try read(bytes) else { return false }
        // u * (u^2 + 486662 u + 1)
        guard unsafe BN_mod_sqr(square, u, prime, context) == 1, unsafe BN_copy(sum, u) != nil,
            unsafe BN_mul_word(sum, 486_662) == 1, unsafe BN_add(sum, sum, square) == 1,
            unsafe BN_add_word(sum, 1) == 1, unsafe BN_mod_mul(sum, sum, u, prime, context) == 1
        else { throw OutOfMemory() }
        return unsafe try isSquare(sum)
    }

    /// Whether they can be a public key.
    package func canBePublicKey(_ bytes: [UInt8]) throws -> Bool {
        guard try isOnCurve(bytes) else { return false }
        return unsafe try isSquare(u)
    }

    private func read(_ bytes: [UInt8]) throws -> Bool {
        guard bytes.count == 32, bytes[31] < 0x80 else { return false }
        guard unsafe BN_lebin2bn(bytes, 32, u) != nil else { throw OutOfMemory() }
        return unsafe BN_cmp(u, prime) < 0
    }

    private func isSquare(_ number: OpaquePointer) throws -> Bool {
        let symbol = unsafe BN_kronecker(number, prime, context)
        guard symbol >= -1 else { throw OutOfMemory() }
        return symbol == 1
    }
}
