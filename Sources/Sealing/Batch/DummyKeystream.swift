internal import Crypto

/// Where dummies come from: AES-256-CTR under a key that is made for one batch and wiped.
///
/// The key is 32 bytes of the operating system's randomness, used for nothing else, so the dummies are
/// never repeated and depend on nothing that was asked (RFC 8816 section 6.2).
enum DummyKeystream {
    static func fill(
        _ output: UnsafeMutableRawBufferPointer, using cipher: borrowing CipherContext
    ) throws(SealingError) {
        // SymmetricKey draws from the operating system and wipes its bytes when it goes.
        let key = SymmetricKey(size: .bits256)
        unsafe try cipher.keystream(key: key, into: output)
    }
}
