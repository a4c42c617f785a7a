import Crypto

/// The private keys of STIR certificates in files.
enum SigningKeyFile {
    /// Reads a P-256 key, PKCS #8 in PEM.
    static func read(_ path: String) throws -> P256.Signing.PrivateKey {
        let pem = try TextFile.read(path)
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else {
            throw InputError("\(path) is not a P-256 private key in PEM")
        }
        return key
    }
}
