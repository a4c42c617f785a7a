import CSodium
public import Secrets

/// The private part of a K_temp (Ed25519, RFC 8032), in guarded memory. It prints as redacted.
public struct KTempPrivateKey: Sendable {
    /// Bytes of a seed.
    public static let seedByteCount = 32

    /// The public part.
    public let publicKey: KTemp

    /// Seed and public key one after the other, as libsodium signs with them.
    private let expanded: GuardedBytes

    /// Makes the key pair of a seed.
    ///
    /// - Throws: ``TokenError/wrongLength`` for a seed of other than 32 bytes, ``TokenError/unavailable``
    ///   without guarded memory.
    public init(seed: GuardedBytes) throws(TokenError) {
        guard seed.count == Self.seedByteCount else { throw .wrongLength }
        var publicBytes = [UInt8](repeating: 0, count: KTemp.byteCount)
        do throws(SecretsError) {
            expanded = try unsafe GuardedBytes(count: Int(crypto_sign_ed25519_SECRETKEYBYTES)) { expanded in
                unsafe seed.withUnsafeBytes { seed in
                    // Neither is empty, so both have an address.
                    unsafe crypto_sign_ed25519_seed_keypair(
                        &publicBytes, expanded.assumingMemoryBound(to: UInt8.self).baseAddress!,
                        seed.assumingMemoryBound(to: UInt8.self).baseAddress!) == 0
                }
            }
        } catch {
            throw .unavailable
        }
        self.publicKey = KTemp(unchecked: publicBytes)
    }

    /// Makes a new key pair.
    ///
    /// - Throws: ``TokenError/unavailable`` without guarded memory or randomness.
    public static func generate() throws(TokenError) -> Self {
        let seed: GuardedBytes
        do throws(SecretsError) {
            seed = try GuardedBytes.random(count: seedByteCount)
        } catch {
            throw .unavailable
        }
        return try Self(seed: seed)
    }

    /// The 32 bytes that the key pair is made from, to be sealed and kept.
    ///
    /// - Throws: ``TokenError/unavailable`` without guarded memory.
    public var seed: GuardedBytes {
        get throws(TokenError) {
            do throws(SecretsError) {
                return try unsafe expanded.withUnsafeBytes { (expanded) throws(SecretsError) in
                    try unsafe GuardedBytes(copying: expanded.prefix(Self.seedByteCount))
                }
            } catch {
                throw .unavailable
            }
        }
    }

    /// The Ed25519 signature of a message, 64 bytes. The same message gets the same signature.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: KTemp.signatureByteCount)
        unsafe expanded.withUnsafeBytes { expanded in
            // Answers 0 always: with a key of the right size there is nothing to go wrong.
            _ = unsafe crypto_sign_ed25519_detached(
                &signature, nil, message, UInt64(message.count),
                expanded.assumingMemoryBound(to: UInt8.self).baseAddress!)
        }
        return signature
    }
}

extension KTempPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "K_temp private key(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
