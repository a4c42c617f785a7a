internal import COpenSSL
internal import Crypto

/// The keys of one batch's entries: `K` of each recipient, from the agreement of the batch's key pair with theirs.
///
/// The same as DHKEM's `ExtractAndExpand`, ``KeySchedule`` and its export one after the other (RFC 9180 sections 4.1,
/// 5.1 and 5.3), which the tests compare it with; but what is constant was put together beforehand
/// (``EntryKeyConstants``), and all secrets on the way lie in one stretch of memory that is wiped at the end.
@safe struct EntryKeys: ~Copyable {
    private let hash: OpaquePointer
    /// 64 bytes for a padded key, and 32 for the secret that each step replaces with the next.
    private let memory: UnsafeMutableRawBufferPointer
    private let encapsulated: [UInt8]

    /// - Parameter encapsulated: the public key of the batch's key pair, 32 bytes.
    init(encapsulated: [UInt8]) throws(SealingError) {
        guard let hash = unsafe EVP_MD_CTX_new() else { throw .unavailable }
        unsafe self.hash = hash
        unsafe self.memory = .allocate(byteCount: 96, alignment: 16)
        self.encapsulated = encapsulated
    }

    deinit {
        unsafe EVP_MD_CTX_free(hash)
        unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
        unsafe memory.deallocate()
    }

    /// The key of one recipient's entries.
    ///
    /// - Throws: ``SealingError/refusedRecipientKey`` where the agreement is zero (RFC 9180 section 7.1.4).
    func key(from agreement: SharedSecret, of recipient: RecipientPublicKey) throws(SealingError) -> SymmetricKey {
        let constants = EntryKeyConstants.shared
        let secret = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[64...])
        unsafe agreement.withUnsafeBytes { unsafe secret.copyMemory(from: $0) }
        guard unsafe secret.contains(where: { $0 != 0 }) else { throw .refusedRecipientKey }
        try extractFromAgreement(constants)
        try step(constants.sharedSecret, encapsulated, recipient.bytes, [1])
        try step(constants.secret)
        try step(constants.exporter)
        try step(constants.entryKey)
        return unsafe SymmetricKey(data: UnsafeRawBufferPointer(secret))
    }

    /// `eae_prk`: HMAC of the agreement under an empty key, whose padded blocks were hashed beforehand.
    private func extractFromAgreement(_ constants: EntryKeyConstants) throws(SealingError) {
        let secret = unsafe memory.baseAddress.map { unsafe $0 + 64 }
        guard unsafe EVP_MD_CTX_copy_ex(hash, constants.emptyKeyInside.handle) == 1,
            unsafe EVP_DigestUpdate(hash, constants.agreement, constants.agreement.count) == 1,
            unsafe EVP_DigestUpdate(hash, secret, 32) == 1, finish(),
            unsafe EVP_MD_CTX_copy_ex(hash, constants.emptyKeyOutside.handle) == 1,
            unsafe EVP_DigestUpdate(hash, secret, 32) == 1, finish()
        else { throw .unavailable }
    }

    /// Replaces the secret by the HMAC of a message under it (RFC 2104).
    private func step(_ message: [UInt8]...) throws(SealingError) {
        let secret = unsafe memory.baseAddress.map { unsafe $0 + 64 }
        try begin(with: 0x36)
        for part in message where unsafe EVP_DigestUpdate(hash, part, part.count) != 1 { throw .unavailable }
        // The key is needed once more, for the outer hash, before the inner one takes its place.
        padded(with: 0x5c)
        guard finish(), unsafe EVP_DigestInit_ex2(hash, HashAlgorithm.sha256.handle, nil) == 1,
            unsafe EVP_DigestUpdate(hash, memory.baseAddress, 64) == 1,
            unsafe EVP_DigestUpdate(hash, secret, 32) == 1, finish()
        else { throw .unavailable }
    }

    private func begin(with pad: UInt8) throws(SealingError) {
        padded(with: pad)
        guard unsafe EVP_DigestInit_ex2(hash, HashAlgorithm.sha256.handle, nil) == 1,
            unsafe EVP_DigestUpdate(hash, memory.baseAddress, 64) == 1
        else { throw .unavailable }
    }

    /// The secret as a block of 64 bytes, each added to `pad` bit by bit.
    private func padded(with pad: UInt8) {
        let words = UInt64(pad) &* 0x0101_0101_0101_0101
        for offset in stride(from: 0, to: 32, by: 8) {
            let word = unsafe memory.load(fromByteOffset: 64 + offset, as: UInt64.self)
            unsafe memory.storeBytes(of: word ^ words, toByteOffset: offset, as: UInt64.self)
            unsafe memory.storeBytes(of: words, toByteOffset: 32 + offset, as: UInt64.self)
        }
    }

    /// Writes the hash over the secret.
    private func finish() -> Bool {
        unsafe EVP_DigestFinal_ex(
            hash, memory.baseAddress.map { unsafe ($0 + 64).assumingMemoryBound(to: UInt8.self) }, nil)
            == 1
    }
}
