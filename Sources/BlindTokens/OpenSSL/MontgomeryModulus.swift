import COpenSSL

/// Owner of one OpenSSL `BN_MONT_CTX`: an odd modulus prepared for fast powers.
///
/// Marked `@unchecked` because of the pointer: OpenSSL only reads it after `init`, so that threads may share it.
@safe struct MontgomeryModulus: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// Prepares an odd modulus above 1.
    init(_ modulus: borrowing BigNumber) throws(TokenError) {
        let context = try BigNumberContext()
        guard let pointer = unsafe BN_MONT_CTX_new() else { throw .unavailable }
        guard unsafe BN_MONT_CTX_set(pointer, modulus.pointer, context.pointer) == 1 else {
            unsafe BN_MONT_CTX_free(pointer)
            throw .unavailable
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BN_MONT_CTX_free(pointer) }
}
