/// A blinded message and the secret that unblinds its signature; it can be finished once.
///
/// Two signatures unblinded with one secret could be linked, hence no copies.
public struct BlindedMessage: ~Copyable {
    /// What the signer gets: as many bytes as the modulus has (256).
    public let bytes: [UInt8]

    private let message: [UInt8]
    private let inverse: BigNumber
    private let key: RSAPublicNumbers

    init(bytes: [UInt8], message: [UInt8], inverse: consuming BigNumber, key: RSAPublicNumbers) {
        self.bytes = bytes
        self.message = message
        self.inverse = inverse
        self.key = key
    }

    /// Unblinds the signer's answer and checks it (RFC 9474 section 4.4).
    ///
    /// - Parameter blindSignature: 256 bytes, below the modulus.
    /// - Returns: The signature of the message, 256 bytes.
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/outOfRange``, ``TokenError/invalidSignature``.
    public consuming func finalize(_ blindSignature: [UInt8]) throws(TokenError) -> [UInt8] {
        let product = try key.product(try key.residue(blindSignature), inverse)
        let signature = try product.bytes(count: key.byteCount)
        guard RSABSSA.isValid(signature, for: message, by: key) else { throw .invalidSignature }
        return signature
    }
}
