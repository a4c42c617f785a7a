/// Why a listener cannot use a certificate and key. Two errors are equal when their codes are.
public struct ServerCertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    private enum Code: Hashable {
        case noCertificate
        case noPrivateKey
        case keyOfAnother
    }

    private let code: Code
    /// What is wrong, for people.
    public let description: String

    /// What should be the chain holds no certificate in PEM, or something beside certificates.
    public static let noCertificate = Self(
        code: .noCertificate, description: "does not hold certificates in PEM ('-----BEGIN CERTIFICATE-----')")
    /// What should be the key is no private key in PEM, or is shielded by a passphrase.
    public static let noPrivateKey = Self(
        code: .noPrivateKey,
        description: "does not hold a private key in PEM without a passphrase ('-----BEGIN PRIVATE KEY-----')")
    /// The key does not belong to the chain's first certificate.
    public static let keyOfAnother = Self(
        code: .keyOfAnother, description: "is not the key of the chain's first certificate")

    /// Whether the error is in the chain, not in the key.
    public var isInChain: Bool { code == .noCertificate }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
