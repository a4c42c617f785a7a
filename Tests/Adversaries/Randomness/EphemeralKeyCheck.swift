internal import COpenSSL

/// Tells bytes that can be the public key of an X25519 key pair from bytes that cannot.
///
/// A public key is a coordinate u on Curve25519: below 2^255 - 19, and u^3 + 486662 u^2 + u is a square. Of random
/// strings half have the top bit set, and of the rest half lie on the twist.
@safe struct EphemeralKeyCheck: ~Copyable {
    private let context: OpaquePointer
    private let prime: OpaquePointer
    private let u: OpaquePointer
    private let square: OpaquePointer
    private let sum: OpaquePointer

    /// OpenSSL has no memory left.
    struct OutOfMemory: Error {}

    init() throws {
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
    func isOnCurve(_ bytes: [UInt8]) throws -> Bool {
        guard bytes.count == 32, bytes[31] < 0x80 else { return false }
        guard unsafe BN_lebin2bn(bytes, 32, u) != nil else { throw OutOfMemory() }
        guard unsafe BN_cmp(u, prime) < 0 else { return false }
        // u * (u^2 + 486662 u + 1)
        guard unsafe BN_mod_sqr(square, u, prime, context) == 1, unsafe BN_copy(sum, u) != nil,
            unsafe BN_mul_word(sum, 486_662) == 1, unsafe BN_add(sum, sum, square) == 1,
            unsafe BN_add_word(sum, 1) == 1, unsafe BN_mod_mul(sum, sum, u, prime, context) == 1
        else { throw OutOfMemory() }
        let symbol = unsafe BN_kronecker(sum, prime, context)
        guard symbol >= -1 else { throw OutOfMemory() }
        return symbol == 1
    }
}
