/// A token key `K_cps`: an RSA public key of 2048 bits for RSABSSA-SHA384-PSS-Deterministic (RFC 9474).
///
/// Every modulus has exactly one encoding here, so equal keys have equal bytes and equal identifiers.
public struct BlindRSAPublicKey: Sendable {
    /// Bytes of the encoded key.
    public static let spkiByteCount = 342
    /// Bytes of a signature, a blinded message and a blind signature.
    public static let signatureByteCount = 256

    /// The SubjectPublicKeyInfo in DER, in the one form of RFC 9578 section 8.2.2 (342 bytes).
    public let spki: [UInt8]
    /// The key's identifier (RFC 9578 section 8.2.2).
    public let tokenKeyID: TokenKeyID

    package let numbers: RSAPublicNumbers

    /// Reads a SubjectPublicKeyInfo in DER: `id-RSASSA-PSS` with SHA-384, MGF1 with SHA-384, a salt of 48 bytes.
    ///
    /// With 2048 bits and the exponent 65537, all but the modulus is constant, so the bytes are compared
    /// and no DER is interpreted.
    ///
    /// - Throws: ``TokenError/refusedKey`` for any other form, size or exponent, and for an even modulus.
    public init(spki: some Collection<UInt8>) throws(TokenError) {
        let spki = Array(spki)
        guard spki.count == Self.spkiByteCount, spki.starts(with: Self.beforeModulus),
            spki.suffix(Self.afterModulus.count) == Self.afterModulus[...]
        else { throw .refusedKey }
        try self.init(modulus: Array(spki[Self.beforeModulus.count...].prefix(Self.signatureByteCount)), spki: spki)
    }

    /// The public half of a key pair; ``TokenError/refusedKey`` when it is of another size or exponent.
    init(numbers: RSAPublicNumbers) throws(TokenError) {
        let (modulus, exponent) = try numbers.bytes()
        guard exponent == Self.exponent else { throw .refusedKey }
        try self.init(modulus: modulus, spki: Self.beforeModulus + modulus + Self.afterModulus)
    }

    private init(modulus: [UInt8], spki: [UInt8]) throws(TokenError) {
        guard modulus.count == Self.signatureByteCount, modulus[0] & 0x80 != 0 else { throw .refusedKey }
        self.numbers = try RSAPublicNumbers(modulus: modulus, exponent: Self.exponent)
        self.spki = spki
        self.tokenKeyID = TokenKeyID(spki: spki)
    }

    /// Whether 256 bytes are a number below the modulus, as every blinded message is (RFC 9474 section 4.3).
    public func isInRange(_ blindedMessage: [UInt8]) -> Bool {
        let modulus = spki.dropFirst(Self.beforeModulus.count).prefix(Self.signatureByteCount)
        return blindedMessage.count == modulus.count && blindedMessage.lexicographicallyPrecedes(modulus)
    }

    /// Blinds a message with fresh randomness (RFC 9474 section 4.2).
    ///
    /// - Throws: ``TokenError/unavailable`` without randomness.
    public func blind(_ message: [UInt8]) throws(TokenError) -> BlindedMessage {
        try RSABSSA.blind(message, for: numbers)
    }

    /// Whether `signature` is one of `message`: 256 bytes, below the modulus. Cheap: a signature costs some thirty times as much.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        RSABSSA.isValid(signature, for: message, by: numbers)
    }

    private static let exponent: [UInt8] = [0x01, 0x00, 0x01]

    /// All of the encoding before the modulus, as RFC 9578 section 8.2.2 shows it.
    private static let beforeModulus: [UInt8] =
        [0x30, 0x82, 0x01, 0x52]
        + algorithm
        + [0x03, 0x82, 0x01, 0x0f, 0x00]  // subjectPublicKey BIT STRING, no unused bits
        + [0x30, 0x82, 0x01, 0x0a]  // RSAPublicKey SEQUENCE
        + [0x02, 0x82, 0x01, 0x01, 0x00]  // modulus INTEGER, a zero before its top bit

    /// The AlgorithmIdentifier: id-RSASSA-PSS and its parameters (RFC 4055 section 3.1).
    private static let algorithm: [UInt8] =
        [0x30, 0x3d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a, 0x30, 0x30]
        + [0xa0, 0x0d] + sha384
        + [0xa1, 0x1a, 0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08] + sha384
        + [0xa2, 0x03, 0x02, 0x01, 0x30]

    /// SHA-384 without parameters.
    private static let sha384: [UInt8] = [
        0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02,
    ]

    /// The exponent INTEGER.
    private static let afterModulus: [UInt8] = [0x02, 0x03] + exponent
}

extension BlindRSAPublicKey: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.spki == right.spki }
    public func hash(into hasher: inout Hasher) { hasher.combine(tokenKeyID) }
}
