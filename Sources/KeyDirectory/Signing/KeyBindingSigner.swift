public import Crypto
public import STIR
import X509

/// Signs key bindings and withdrawals with the key of a STIR certificate.
public struct KeyBindingSigner: Sendable {
    private let key: P256.Signing.PrivateKey
    private let x5c: JSONValue

    /// Makes a signer.
    ///
    /// - Parameters:
    ///   - key: The private key of the chain's first certificate.
    ///   - chain: What goes along with every statement; the root need not be in it.
    /// - Throws: ``KeyBindingError/keyOfAnother``, ``KeyBindingError/malformedCertificates``.
    public init(key: P256.Signing.PrivateKey, chain: CertificateChain) throws(KeyBindingError) {
        guard let own = P256.Signing.PublicKey(chain.leaf.publicKey),
            own.rawRepresentation == key.publicKey.rawRepresentation
        else { throw .keyOfAnother }
        do {
            self.x5c = try CertificateReference.including(chain).json
        } catch {
            throw .malformedCertificates
        }
        self.key = key
    }

    /// Signs a binding: `header.payload.signature`, ASCII, at most ``KeyBinding/maximumBytes``.
    ///
    /// - Throws: ``KeyBindingError/tooLong``, ``KeyBindingError/unavailable``.
    public func sign(_ binding: KeyBinding) throws(KeyBindingError) -> String {
        try sign(binding.json, as: .binding)
    }

    /// Signs a withdrawal.
    ///
    /// - Throws: ``KeyBindingError/tooLong``, ``KeyBindingError/unavailable``.
    public func sign(_ withdrawal: KeyWithdrawal) throws(KeyBindingError) -> String {
        try sign(withdrawal.json, as: .withdrawal)
    }

    private func sign(_ payload: JSONValue, as kind: StatementKind) throws(KeyBindingError) -> String {
        let header: JSONValue = .object(["alg": .string("ES256"), "typ": .string(kind.rawValue), "x5c": x5c])
        let text: String
        do throws(PassportError) {
            text = try CompactSerialization.signed(header: header, payload: payload, with: key)
        } catch {
            throw error == .tooLong ? .tooLong : .unavailable
        }
        guard text.utf8.count <= KeyBinding.maximumBytes else { throw .tooLong }
        return text
    }
}

extension KeyBindingSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key binding signer(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
