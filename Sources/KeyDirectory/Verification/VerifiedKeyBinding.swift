import Encodings
import FoundationEssentials
public import STIR
import Sealing
import X509

/// A key binding that a ``KeyBindingVerifier`` has found true. Nothing else makes one.
public struct VerifiedKeyBinding: Sendable {
    /// What it says.
    public let binding: KeyBinding
    /// Who signed it.
    public let signer: STIRCredential
    /// The JWS compact serialization that was verified.
    public let compactSerialization: String
    /// The second from which on it is not to be used any more: the end of the binding, or that of a certificate of its
    /// chain, whichever comes first.
    public let usableUntil: Int64
    /// Stands for the authority that issued the signer's certificate: 32 bytes, the same for all that one key issued.
    public let issuer: [UInt8]

    init(_ unverified: UnverifiedKeyBinding, signer: STIRCredential) {
        let chain = unverified.chain
        self.binding = unverified.claimed
        self.signer = signer
        self.compactSerialization = unverified.compactSerialization
        // A certificate is valid through its last second, a binding until its "exp".
        let ends = chain.intermediates.map { Int64($0.notValidAfter.timeIntervalSince1970) } + [signer.expires]
        self.usableUntil = ends.reduce(unverified.claimed.expires) { min($0, $1 + 1) }
        self.issuer = Self.issuer(of: chain)
    }

    /// What it is, among everybody's bindings.
    public var id: KeyBindingID { KeyBindingID(publicKeyInfo: signer.publicKeyInfo, name: binding.name) }

    /// The chain holds the issuer, unless that is a trust anchor itself, which is known by its name.
    private static func issuer(of chain: CertificateChain) -> [UInt8] {
        let leaf = chain.leaf
        let context = Array("cps-issuer-v1".utf8)
        if let found = chain.intermediates.first(where: { $0.publicKey.isValidSignature(leaf.signature, for: leaf) }) {
            return WholeDigest.sha256(of: context + [1] + found.publicKey.subjectPublicKeyInfoBytes)
        }
        return WholeDigest.sha256(of: context + [0] + Array("\(leaf.issuer)".utf8))
    }
}

extension VerifiedKeyBinding: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "verified key binding(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
