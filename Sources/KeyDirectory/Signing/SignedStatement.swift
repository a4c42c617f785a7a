import Crypto
import Encodings
import STIR

/// A JWS with the certificates of its signer (RFC 7515 section 4.1.6), taken apart but not believed.
///
/// The certificates come along, in "x5c", because a binding is to be checked by whoever has it, offline: fetching
/// them from the signer would tell it who is about to call.
struct SignedStatement: Sendable {
    let payload: JSONValue
    let chain: CertificateChain
    private let serialization: CompactSerialization

    init(_ text: String, kind: StatementKind) throws(KeyBindingError) {
        guard text.utf8.count <= KeyBinding.maximumBytes else { throw .tooLong }
        do throws(PassportError) {
            serialization = try CompactSerialization(text)
        } catch {
            throw error == .tooLong ? .tooLong : .malformedSerialization
        }
        guard let header = serialization.header.members else { throw .malformedHeader }
        guard header["alg"]?.text == "ES256" else { throw .unsupportedAlgorithm }
        guard header["typ"]?.text == kind.rawValue, header["crit"] == nil else { throw .malformedHeader }
        guard let encoded = header["x5c"]?.elements, encoded.count <= CertificateChain.maximumCertificates else {
            throw .malformedCertificates
        }
        var certificates: [[UInt8]] = []
        for element in encoded {
            guard let bytes = element.text.flatMap({ Base64.decode($0.utf8) }) else { throw .malformedCertificates }
            certificates.append(bytes)
        }
        guard let chain = try? CertificateChain(der: certificates) else { throw .malformedCertificates }
        self.chain = chain
        self.payload = serialization.payload
    }

    /// Whether `key` made the signature.
    func isSigned(by key: P256.Signing.PublicKey) -> Bool {
        serialization.isSigned(by: key)
    }
}
