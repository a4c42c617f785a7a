import SwiftASN1
import X509

extension Certificate {
    /// Reads one certificate in DER.
    init(bytes: [UInt8]) throws(STIRCertificateError) {
        do {
            try self.init(derEncoded: bytes)
        } catch {
            throw .malformedCertificate
        }
    }

    /// All certificates of a text in PEM, in order. A block of another kind, such as a key, is refused: it was put
    /// into the wrong file.
    static func all(inPEM pem: String, maximumBytes: Int) throws(STIRCertificateError) -> [Certificate] {
        guard pem.utf8.count <= maximumBytes else { throw .tooMany }
        let documents: [PEMDocument]
        do {
            documents = try PEMDocument.parseMultiple(pemString: pem)
        } catch {
            throw .malformedCertificate
        }
        var certificates: [Certificate] = []
        for document in documents {
            guard document.discriminator == defaultPEMDiscriminator else { throw .malformedCertificate }
            certificates.append(try Certificate(bytes: document.derBytes))
        }
        return certificates
    }
}
