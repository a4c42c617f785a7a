internal import COpenSSL

/// Owns one OpenSSL cipher context for one cipher, which takes one key after the other; what it holds is wiped when
/// it goes.
@safe struct CipherContext: ~Copyable {
    private let context: OpaquePointer

    init(_ cipher: Cipher) throws(SealingError) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .unavailable }
        guard unsafe EVP_EncryptInit_ex2(context, cipher.handle, nil, nil, nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .unavailable
        }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Takes a key, and the nonce or first counter that belongs to the cipher, in place of those before.
    ///
    /// - Parameter key: 32 bytes.
    func start(key: UnsafeRawBufferPointer, nonce: [UInt8]) throws(SealingError) {
        precondition(key.count == 32, "AES-256 takes 32 bytes of key")
        let key = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard unsafe EVP_EncryptInit_ex2(context, nil, key, nonce, nil) == 1 else { throw .unavailable }
    }

    /// Encrypts `count` bytes, or authenticates them where there is no output.
    func update(
        _ output: UnsafeMutableRawPointer?, from input: UnsafeRawPointer?, count: Int
    ) throws(SealingError) {
        var written: Int32 = 0
        guard
            unsafe EVP_EncryptUpdate(
                context, output?.assumingMemoryBound(to: UInt8.self), &written,
                input?.assumingMemoryBound(to: UInt8.self), Int32(count)) == 1, Int(written) == count
        else { throw .unavailable }
    }

    /// Ends an authenticated message and writes its tag of 16 bytes.
    func finish(tag: UnsafeMutableRawPointer) throws(SealingError) {
        var none: Int32 = 0
        guard unsafe EVP_EncryptFinal_ex(context, tag.assumingMemoryBound(to: UInt8.self), &none) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, tag) == 1
        else { throw .unavailable }
    }
}

/// The ciphers, fetched from OpenSSL once: a look-up by name in every call costs more than a dummy.
@safe struct Cipher: @unchecked Sendable {  // an EVP_CIPHER never changes after it was fetched
    fileprivate let handle: OpaquePointer?

    /// A keystream: encrypts zeros.
    static let aes256CTR = unsafe Cipher(handle: EVP_CIPHER_fetch(nil, "AES-256-CTR", nil))
    /// Authenticated encryption.
    static let aes256GCM = unsafe Cipher(handle: EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
}
