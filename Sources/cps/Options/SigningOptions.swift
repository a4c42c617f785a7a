import ArgumentParser
import Crypto
import OutOfBand
import STIR

/// The STIR certificate that a PASSporT is signed with.
struct SigningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Your STIR certificate's chain in PEM, leaf first.", valueName: "file"))
    var certificate: String

    @Option(help: ArgumentHelp("Its private key: P-256, PKCS #8 in PEM.", valueName: "file"))
    var key: String

    @Option(
        help: ArgumentHelp(
            "Where the chain can be fetched. Without it, the PASSporT carries the chain itself (x5c).",
            valueName: "url"))
    var x5u: String?

    /// The certificate with its key, if it is good at a time (seconds since 1970).
    func credential(trusting anchors: TrustAnchors, at now: Int64) async throws -> SigningCredential {
        let chainText = try TextFile.read(certificate)
        let chain = try InputError.naming(certificate) { try CertificateChain(pem: chainText) }
        let privateKey = try SigningKeyFile.read(key)
        let reference = try x5u.map { .url($0) } ?? CertificateReference.including(chain)
        let signer = try InputError.naming("--x5u") { try PassportSigner(key: privateKey, certificates: reference) }
        switch await STIRCertificateVerifier(trustAnchors: anchors).verify(chain, at: now) {
        case .refused(let refusal): throw InputError("\(certificate): \(refusal)")
        case .valid(let credential):
            guard credential.publicKey.rawRepresentation == privateKey.publicKey.rawRepresentation else {
                throw InputError("\(key) is not the key of the certificate in \(certificate)")
            }
            return SigningCredential(credential, signer: signer)
        }
    }
}
