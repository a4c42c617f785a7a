import ArgumentParser
import CPSClient
import Crypto
import KeyDirectory
import STIR

/// Whose certificate signs, and is shown to the service.
struct BindingSignerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Your STIR certificate chain in PEM, leaf first.", valueName: "file"))
    var certificate: String

    @Option(help: ArgumentHelp("The private key of the certificate: P-256, PKCS #8 in PEM.", valueName: "file"))
    var key: String

    /// What signs.
    func signer() throws -> KeyBindingSigner {
        let (pem, chainText) = (try TextFile.read(key), try TextFile.read(certificate))
        guard let signingKey = try? P256.Signing.PrivateKey(pemRepresentation: pem) else {
            throw InputError("\(key) is not a P-256 private key in PEM")
        }
        let chain = try InputError.naming(certificate) { try CertificateChain(pem: chainText) }
        return try KeyBindingSigner(key: signingKey, chain: chain)
    }

    /// The same for the connection.
    func identity() throws -> STIRIdentity {
        try STIRIdentity(chainFile: certificate, keyFile: key)
    }
}
