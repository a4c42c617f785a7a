internal import COpenSSL
internal import Crypto

/// Owns one OpenSSL cipher context, and every pointer that AES needs here.
@safe struct CipherContext: ~Copyable {
    private let context: OpaquePointer

    init() throws(SealingError) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .unavailable }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Fills `output` with AES-256-CTR keystream under `key` (256 bits) from counter zero.
    func keystream(key: SymmetricKey, into output: UnsafeMutableRawBufferPointer) throws(SealingError) {
        precondition(key.bitCount == 256, "AES-256 takes 32 bytes of key")
        let started = unsafe key.withUnsafeBytes { key in
            unsafe EVP_EncryptInit_ex2(
                context, Cipher.aes256CTR.handle, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
                Array(repeating: 0, count: 16), nil)
        }
        guard started == 1 else { throw .unavailable }
        unsafe output.initializeMemory(as: UInt8.self, repeating: 0)
        guard unsafe update(output.baseAddress, from: output.baseAddress, count: output.count) else {
            throw .unavailable
        }
    }

    /// Writes AES-256-GCM ciphertext and tag of `parts`, one after the other, into `output`.
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never used twice with this key.
    ///   - output: exactly as long as all parts and a 16-byte tag.
    func seal(
        _ parts: [[UInt8]], key: [UInt8], nonce: [UInt8], authenticating header: [UInt8],
        into output: UnsafeMutableRawBufferPointer
    ) throws(SealingError) {
        precondition(key.count == 32 && nonce.count == 12, "AES-256-GCM takes 32 bytes of key and 12 of nonce")
        precondition(output.count == parts.reduce(16) { $0 + $1.count }, "ciphertext and tag fill the output")
        guard unsafe EVP_EncryptInit_ex2(context, Cipher.aes256GCM.handle, key, nonce, nil) == 1,
            unsafe update(nil, from: header, count: header.count)
        else { throw .unavailable }
        guard var next = output.baseAddress else { throw .unavailable }
        for part in parts {
            guard unsafe update(next, from: part, count: part.count) else { throw .unavailable }
            unsafe next += part.count
        }
        var none: Int32 = 0
        guard unsafe EVP_EncryptFinal_ex(context, next, &none) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, next) == 1
        else { throw .unavailable }
    }

    private func update(_ output: UnsafeMutableRawPointer?, from input: UnsafeRawPointer?, count: Int) -> Bool {
        var written: Int32 = 0
        return unsafe EVP_EncryptUpdate(
            context, output?.assumingMemoryBound(to: UInt8.self), &written,
            input?.assumingMemoryBound(to: UInt8.self), Int32(count)) == 1 && Int(written) == count
    }
}

/// The ciphers, fetched from OpenSSL once: a look-up by name in every call costs more than a dummy.
@safe private struct Cipher: @unchecked Sendable {  // an EVP_CIPHER never changes after it was fetched
    let handle: OpaquePointer?

    static let aes256CTR = unsafe Cipher(handle: EVP_CIPHER_fetch(nil, "AES-256-CTR", nil))
    static let aes256GCM = unsafe Cipher(handle: EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
}
