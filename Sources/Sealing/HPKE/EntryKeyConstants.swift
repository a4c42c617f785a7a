internal import COpenSSL

/// All that is the same in every batch when the keys of its entries are derived.
struct EntryKeyConstants: Sendable {
    static let shared = EntryKeyConstants()

    /// What stands before the agreement where `eae_prk` is extracted from it.
    let agreement: [UInt8]
    /// What stands before `kem_context` where `shared_secret` is expanded.
    let sharedSecret: [UInt8]
    /// The whole message that `secret` is extracted from: there is no pre-shared key.
    let secret: [UInt8]
    /// The whole message that `exporter_secret` is expanded from.
    let exporter: [UInt8]
    /// The whole message that the entry key is expanded from.
    let entryKey: [UInt8]
    /// The inner and the outer hash of an HMAC under the empty key, each after its padded key.
    let emptyKeyInside: HashState
    let emptyKeyOutside: HashState

    private init() {
        let (kem, suite) = (DHKEM.kdf, Batch.schedule.kdf)
        agreement = kem.extraction(label: "eae_prk")
        sharedSecret = kem.expansion(label: "shared_secret", byteCount: 32)
        secret = suite.extraction(label: "secret")
        exporter = suite.expansion(label: "exp", byteCount: 32) + Batch.schedule.scheduleContext + [1]
        entryKey = suite.expansion(label: "sec", byteCount: 32) + Batch.exporterContext + [1]
        emptyKeyInside = HashState(after: Array(repeating: 0x36, count: 64))
        emptyKeyOutside = HashState(after: Array(repeating: 0x5c, count: 64))
    }
}

/// A SHA-256 that has taken its first block and is only copied from then on.
///
/// Marked `@unchecked` because of the pointer: nothing changes the state after `init`.
@safe final class HashState: @unchecked Sendable {
    /// The context, `nil` where there was no memory for it: OpenSSL then refuses to copy it.
    let handle: OpaquePointer?

    init(after block: [UInt8]) {
        let context = unsafe EVP_MD_CTX_new()
        let isReady =
            unsafe EVP_DigestInit_ex2(context, HashAlgorithm.sha256.handle, nil) == 1
            && EVP_DigestUpdate(context, block, block.count) == 1
        if !isReady { unsafe EVP_MD_CTX_free(context) }
        unsafe handle = isReady ? context : nil
    }

    deinit { unsafe EVP_MD_CTX_free(handle) }
}
