import COpenSSL

/// Owner of one OpenSSL `BN_CTX`, the scratch space of a calculation; it is used by one thread at a time.
@safe struct BigNumberContext: ~Copyable {
    let pointer: OpaquePointer

    /// Empty scratch space.
    ///
    /// - Parameter isSecret: whether it belongs in the secure heap.
    init(isSecret: Bool = false) throws(TokenError) {
        guard let pointer = unsafe isSecret ? BN_CTX_secure_new() : BN_CTX_new() else { throw .unavailable }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BN_CTX_free(pointer) }
}
