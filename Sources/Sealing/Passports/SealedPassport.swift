internal import Crypto
internal import Foundation

/// PASSporTs sealed to one recipient: what is stored at the service (RFC 8816 section 6.1).
///
/// `suite(1) || enc(32) || ciphertext`, in all exactly the deployment's ``SealedSize``. Suite `0x01` is
/// HPKE base mode (RFC 9180) with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM,
/// `info = "cps-passport-v1"` and the recipient's index as associated data.
public struct SealedPassport: Hashable, Sendable {
    /// The suite of this version.
    static let suite: UInt8 = 0x01
    static let info = Array("cps-passport-v1".utf8)
    private static let ciphersuite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)

    /// The bytes.
    public let bytes: [UInt8]

    /// Wraps bytes that came from outside.
    ///
    /// - Throws: ``SealingError/wrongLength`` where they are not exactly `size`.
    public init(bytes: some Collection<UInt8>, size: SealedSize) throws(SealingError) {
        guard bytes.count == size.byteCount else { throw .wrongLength }
        self.bytes = Array(bytes)
    }

    /// Seals full-form PASSporTs to a recipient.
    ///
    /// - Parameters:
    ///   - passports: JWS compact serializations, at least one.
    ///   - recipient: whose private key opens the result.
    ///   - size: the deployment's sealed size.
    /// - Throws: ``SealingError/doesNotFit`` where they are longer than ``SealedSize/passportCapacity``,
    ///   ``SealingError/malformedPlaintext`` where there is none, or one that is empty or has a line feed.
    public init(sealing passports: [String], to recipient: RecipientPublicKey, size: SealedSize) throws(SealingError) {
        let plaintext = try PassportPlaintext.encode(passports, size: size)
        do {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes)
            var sender = try HPKE.Sender(
                recipientKey: key, ciphersuite: Self.ciphersuite, info: Data(Self.info))
            let ciphertext = try sender.seal(plaintext, authenticating: PlacementIndex(of: recipient).bytes)
            self.bytes = [Self.suite] + Array(sender.encapsulatedKey) + Array(ciphertext)
        } catch {
            throw .refusedRecipientKey
        }
    }

    /// Opens the PASSporTs.
    ///
    /// - Returns: The JWS compact serializations, at least one. Nothing has been verified about them.
    /// - Throws: ``SealingError/unknownVersion`` for another suite, ``SealingError/notForThisKey``,
    ///   ``SealingError/malformedPlaintext``.
    public func open(with key: RecipientPrivateKey) throws(SealingError) -> [String] {
        guard bytes.first == Self.suite else { throw .unknownVersion }
        let plaintext: [UInt8]
        do {
            // swift-crypto's HPKE takes the all-zero agreement of a low-order key (RFC 9180 section 7.1.4).
            _ = try RecipientPublicKey(bytes: bytes[1..<33])
            var recipient = try HPKE.Recipient(
                privateKey: key.agreement, ciphersuite: Self.ciphersuite,
                info: Data(Self.info), encapsulatedKey: Data(bytes[1..<33]))
            plaintext = Array(
                try recipient.open(bytes[33...], authenticating: PlacementIndex(of: key.publicKey).bytes))
        } catch {
            throw .notForThisKey
        }
        return try PassportPlaintext.decode(plaintext)
    }
}
