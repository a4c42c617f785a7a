import COpenSSL

/// Owner of one OpenSSL `EVP_PKEY_CTX`, an operation with a key; it is used by one thread at a time.
@safe struct KeyContext: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over what OpenSSL has just made, unless that is nothing.
    init(_ pointer: OpaquePointer?) throws(TokenError) {
        guard let pointer = unsafe pointer else { throw .unavailable }
        unsafe self.pointer = pointer
    }

    deinit { unsafe EVP_PKEY_CTX_free(pointer) }
}
