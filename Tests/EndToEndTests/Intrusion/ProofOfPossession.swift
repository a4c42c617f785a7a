import Crypto
import NIOCore
import NIOSSL

/// What a client puts into its CertificateVerify (RFC 8446 section 4.4.3), right or wrong: TLS libraries sign with no
/// other key than the certificate's unless they are made to.
struct ProofOfPossession: NIOSSLCustomPrivateKey, Hashable, Sendable {
    /// What is signed, and with what.
    enum Kind: Hashable, CaseIterable, Sendable {
        /// As it should be.
        case right
        case withAnotherKey
        case overOtherBytes
        case atRandom
        case empty
    }

    let kind: Kind
    private let ownKeyPEM: String

    /// Proves, or pretends to, that it has a key in PEM.
    init(_ kind: Kind, of keyPEM: String) {
        self.kind = kind
        ownKeyPEM = keyPEM
    }

    let signatureAlgorithms: [SignatureAlgorithm] = [.ecdsaSecp256R1Sha256]

    func sign(channel: any Channel, algorithm: SignatureAlgorithm, data: ByteBuffer) -> EventLoopFuture<ByteBuffer> {
        channel.eventLoop.makeCompletedFuture { ByteBuffer(bytes: try signature(of: Array(data.readableBytesView))) }
    }

    /// Belongs to a key exchange that TLS 1.3 does not have.
    func decrypt(channel: any Channel, data: ByteBuffer) -> EventLoopFuture<ByteBuffer> {
        channel.eventLoop.makeFailedFuture(NIOSSLError.cannotFindPeerIP)
    }

    private func signature(of bytes: [UInt8]) throws -> [UInt8] {
        let own = try P256.Signing.PrivateKey(pemRepresentation: ownKeyPEM)
        return switch kind {
        case .right: Array(try own.signature(for: bytes).derRepresentation)
        case .withAnotherKey: Array(try P256.Signing.PrivateKey().signature(for: bytes).derRepresentation)
        case .overOtherBytes: Array(try own.signature(for: bytes.reversed()).derRepresentation)
        case .atRandom: (0..<70).map { _ in UInt8.random(in: .min ... .max) }
        case .empty: []
        }
    }
}
