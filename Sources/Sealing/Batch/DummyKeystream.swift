internal import COpenSSL
internal import Glibc

/// Where dummies come from: AES-256-CTR under a key that is made for one batch and wiped.
///
/// The key is 32 bytes of the operating system's randomness, used for nothing else, so the dummies are
/// never repeated and depend on nothing that was asked (RFC 8816 section 6.2).
enum DummyKeystream {
    /// Fills memory that need not have been written before.
    static func fill(_ output: UnsafeMutableRawBufferPointer) throws(SealingError) {
        let cipher = try CipherContext(.aes256CTR)
        try start(cipher)
        let zeros = unsafe Zeros.shared.bytes
        guard let first = output.baseAddress else { return }
        for offset in stride(from: 0, to: output.count, by: zeros.count) {
            unsafe try cipher.update(
                first + offset, from: zeros.baseAddress, count: min(zeros.count, output.count - offset))
        }
    }

    /// Gives the cipher a fresh key and counter zero.
    private static func start(_ cipher: borrowing CipherContext) throws(SealingError) {
        var key: [32 of UInt8] = .init(repeating: 0)
        let counter = [UInt8](repeating: 0, count: 16)
        var failure: SealingError?
        unsafe withUnsafeMutableBytes(of: &key) { key in
            defer { unsafe OPENSSL_cleanse(key.baseAddress, key.count) }
            do throws(SealingError) {
                guard let start = key.baseAddress, unsafe getentropy(start, key.count) == 0 else {
                    throw .unavailable
                }
                unsafe try cipher.start(key: UnsafeRawBufferPointer(key), nonce: counter)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
