import ArgumentParser
import CPSClient
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
        let chainText = try TextFile.read(certificate)
        let signingKey = try SigningKeyFile.read(key)
        let chain = try InputError.naming(certificate) { try CertificateChain(pem: chainText) }
        return try KeyBindingSigner(key: signingKey, chain: chain)
    }

    /// The same for the connection.
    func identity() throws -> STIRIdentity {
        try STIRIdentity(chainFile: certificate, keyFile: key)
    }
}
