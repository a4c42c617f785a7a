public import Secrets

/// The private part of a token key `K_cps`: an RSA key pair of 2048 bits that signs blinded messages.
///
/// Its numbers lie in OpenSSL's secure heap. It prints as redacted. Many threads may sign with it at once.
public struct BlindRSAPrivateKey: Sendable {
    /// The public part.
    public let publicKey: BlindRSAPublicKey

    private let operation: RSAPrivateOperation

    private init(_ operation: RSAPrivateOperation) throws(TokenError) {
        self.operation = operation
        self.publicKey = try BlindRSAPublicKey(numbers: operation.publicNumbers)
    }

    /// Makes a new key pair, which takes some hundred milliseconds.
    ///
    /// - Throws: ``TokenError/unavailable`` without memory or randomness.
    public static func generate() throws(TokenError) -> Self {
        try Self(try RSAPrivateOperation(generatingBits: 2048))
    }

    /// Reads a PKCS #8 `PrivateKeyInfo` in DER, and checks that its numbers belong together.
    ///
    /// - Throws: ``TokenError/refusedKey`` for anything but a sound RSA key of 2048 bits and exponent 65537.
    public init(pkcs8: GuardedBytes) throws(TokenError) {
        try self.init(try RSAPrivateOperation(pkcs8: pkcs8))
    }

    /// The key pair as a PKCS #8 `PrivateKeyInfo` in DER, to be sealed and kept.
    ///
    /// - Throws: ``TokenError/unavailable`` without memory.
    public func pkcs8() throws(TokenError) -> GuardedBytes {
        try operation.pkcs8()
    }

    /// Signs a blinded message, and checks the result before it is let out (RFC 9474 section 4.3).
    ///
    /// - Parameter blindedMessage: 256 bytes, below the modulus.
    /// - Returns: 256 bytes.
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/outOfRange``; ``TokenError/invalidSignature`` when
    ///   the calculation went wrong.
    public func blindSign(_ blindedMessage: [UInt8]) throws(TokenError) -> [UInt8] {
        try operation.power(blindedMessage)
    }
}

extension BlindRSAPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "K_cps private key(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
