import CSodium

/// A secret sealed with a passphrase: Argon2id (RFC 9106) makes the key, XChaCha20-Poly1305 seals.
///
/// A box is, with big-endian integers:
///
/// ```
/// "cps-box"(7) || version(1) = 0x01 || passes(4) || kibibytes(4) || salt(16) || nonce(24)
///     || ciphertext(as long as the secret) || tag(16)
/// ```
///
/// The 56 bytes before the ciphertext are authenticated with it. The cost stands in the box, so that it
/// can be raised later and old boxes still open.
public struct PassphraseBox: Sendable {
    /// Bytes that a box is longer than its secret.
    public static let overhead = headerByteCount + tagByteCount

    private let cost: PassphraseCost

    /// Seals at the moderate cost (3 passes over 256 MiB).
    public init() {
        self.cost = .moderate
    }

    /// Seals at another cost. For tests: a low cost makes a passphrase easy to guess.
    package init(cost: PassphraseCost) {
        self.cost = cost
    }

    /// Seals a secret; salt and nonce are fresh, so two boxes of one secret differ.
    ///
    /// - Returns: ``overhead`` bytes more than the secret has.
    /// - Throws: ``SecretsError/costRefused``; ``SecretsError/unavailable`` without the memory for it.
    public func seal(_ secret: GuardedBytes, passphrase: GuardedBytes) throws(SecretsError) -> [UInt8] {
        try Sodium.require()
        guard cost.isAllowed else { throw .costRefused }
        var header = Self.prefix
        for number in [cost.passes, cost.kibibytes] {
            for shift in [24, 16, 8, 0] { header.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
        }
        var random = [UInt8](repeating: 0, count: Self.saltByteCount + Self.nonceByteCount)
        unsafe randombytes_buf(&random, random.count)
        header += random
        let key = try Self.key(header: header, cost: cost, passphrase: passphrase)

        var sealed = [UInt8](repeating: 0, count: secret.count + Self.tagByteCount)
        let nonce = Array(random[Self.saltByteCount...])
        let code = unsafe key.withUnsafeBytes { key in
            unsafe secret.withUnsafeBytes { secret in
                // Guarded memory has an address even where it holds no byte, here and below.
                unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                    &sealed, nil, secret.assumingMemoryBound(to: UInt8.self).baseAddress, UInt64(secret.count),
                    header, UInt64(header.count), nil, nonce, key.assumingMemoryBound(to: UInt8.self).baseAddress!)
            }
        }
        guard code == 0 else { throw .unavailable }
        return header + sealed
    }

    /// Opens a box, whatever its cost up to 16 passes over 1 GiB.
    ///
    /// - Throws: ``SecretsError/notAPassphraseBox``, ``SecretsError/costRefused``,
    ///   ``SecretsError/cannotOpen``; ``SecretsError/unavailable`` without the memory for it.
    public static func open(
        _ box: some Collection<UInt8>, passphrase: GuardedBytes
    ) throws(SecretsError) -> GuardedBytes {
        try Sodium.require()
        let box = Array(box)
        guard box.count >= overhead, box.starts(with: prefix) else { throw .notAPassphraseBox }
        let header = Array(box[..<headerByteCount])
        let cost = PassphraseCost(
            passes: number(header[prefix.count..<prefix.count + 4]),
            kibibytes: number(header[prefix.count + 4..<prefix.count + 8]))
        guard cost.isAllowed else { throw .costRefused }
        let key = try key(header: header, cost: cost, passphrase: passphrase)

        let sealed = Array(box[headerByteCount...])
        let nonce = Array(header[(headerByteCount - nonceByteCount)...])
        var isAuthentic = false
        do throws(SecretsError) {
            return try unsafe GuardedBytes(count: sealed.count - tagByteCount) { secret in
                let code = unsafe key.withUnsafeBytes { key in
                    unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                        secret.assumingMemoryBound(to: UInt8.self).baseAddress, nil, nil, sealed, UInt64(sealed.count),
                        header, UInt64(header.count), nonce, key.assumingMemoryBound(to: UInt8.self).baseAddress!)
                }
                isAuthentic = code == 0
                return isAuthentic
            }
        } catch {
            throw isAuthentic ? error : .cannotOpen
        }
    }

    /// The 32-byte key that a passphrase makes with the salt and the cost in `header`.
    private static func key(
        header: [UInt8], cost: PassphraseCost, passphrase: GuardedBytes
    ) throws(SecretsError) -> GuardedBytes {
        let salt = Array(header[prefix.count + 8..<prefix.count + 8 + saltByteCount])
        return try unsafe GuardedBytes(count: Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)) { key in
            unsafe passphrase.withUnsafeBytes { passphrase in
                unsafe crypto_pwhash(
                    key.assumingMemoryBound(to: UInt8.self).baseAddress!, UInt64(key.count),
                    passphrase.assumingMemoryBound(to: CChar.self).baseAddress!, UInt64(passphrase.count), salt,
                    UInt64(cost.passes), Int(cost.kibibytes) * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0
            }
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static let prefix = Array("cps-box".utf8) + [0x01]
    private static let saltByteCount = Int(crypto_pwhash_argon2id_SALTBYTES)
    private static let nonceByteCount = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagByteCount = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    private static let headerByteCount = prefix.count + 8 + saltByteCount + nonceByteCount
}
