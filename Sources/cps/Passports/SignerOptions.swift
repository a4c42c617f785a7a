import ArgumentParser
import STIR

/// Whose key signs a PASSporT, and how it refers to the certificates of the key.
struct SignerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The private key of the certificate: P-256, PKCS #8 in PEM.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("Where the certificate chain can be fetched.", valueName: "url"))
    var x5u: String?

    @Option(
        help: ArgumentHelp(
            "Instead: the certificate chain to include, in PEM, leaf first. It makes a PASSporT much longer.",
            valueName: "file"))
    var x5c: String?

    func validate() throws {
        guard (x5u == nil) != (x5c == nil) else { throw ValidationError("Give --x5u or --x5c, and not both.") }
    }

    /// The signer.
    func signer() throws -> PassportSigner {
        let signingKey = try SigningKeyFile.read(key)
        if let x5c {
            let chainText = try TextFile.read(x5c)
            let chain = try InputError.naming(x5c) { try CertificateChain(pem: chainText) }
            return try PassportSigner(key: signingKey, certificates: .including(chain))
        }
        guard let signer = try? PassportSigner(key: signingKey, certificates: .url(x5u ?? "")) else {
            throw InputError("--x5u: not a URL such as https://HOST/PATH, in printable ASCII, of at most 2048 bytes")
        }
        return signer
    }
}
