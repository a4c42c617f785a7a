import SwiftASN1

extension CertificateChain {
    /// The certificates in DER, leaf first: what "x5c" holds, and what ``init(der:)`` reads.
    ///
    /// - Throws: ``STIRCertificateError/malformedCertificate`` for one that cannot be written as it was read.
    public func der() throws(STIRCertificateError) -> [[UInt8]] {
        var encoded: [[UInt8]] = []
        for certificate in [leaf] + intermediates {
            var serializer = DER.Serializer()
            do {
                try serializer.serialize(certificate)
            } catch {
                throw .malformedCertificate
            }
            encoded.append(serializer.serializedBytes)
        }
        return encoded
    }
}
