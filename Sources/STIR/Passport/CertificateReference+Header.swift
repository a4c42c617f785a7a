import Encodings
import SwiftASN1
import X509

extension CertificateReference {
    /// Refers to certificates by including them.
    ///
    /// - Throws: ``PassportError/malformedIncludedCertificates`` if they cannot be written.
    public static func including(_ chain: CertificateChain) throws(PassportError) -> Self {
        var written: [[UInt8]] = []
        do {
            for certificate in [chain.leaf] + chain.intermediates {
                var serializer = DER.Serializer()
                try serializer.serialize(certificate)
                written.append(serializer.serializedBytes)
            }
        } catch {
            throw .malformedIncludedCertificates
        }
        let reference = Self.included(written)
        try reference.check()
        return reference
    }

    /// The name of the header parameter.
    var parameter: String {
        switch self {
        case .url: "x5u"
        case .included: "x5c"
        }
    }

    /// The value of the header parameter.
    package var json: JSONValue {
        switch self {
        case .url(let url): return .string(url)
        case .included(let certificates):
            return .array(
                certificates.map { der in
                    var text: [UInt8] = []
                    Base64.append(der, to: &text)
                    return .string(String(decoding: text, as: UTF8.self))
                })
        }
    }

    /// Reads whichever of the two parameters is there. With both, a reader could not know whose signature it is.
    init(header: [String: JSONValue]) throws(PassportError) {
        switch (header["x5u"], header["x5c"]) {
        case (nil, nil): throw .certificatesMissing
        case (_?, _?): throw .certificatesTwice
        case (let url?, nil):
            guard let text = url.text else { throw .malformedHeader }
            self = .url(text)
        case (nil, let included?):
            guard let elements = included.elements else { throw .malformedIncludedCertificates }
            let certificates = elements.compactMap { $0.text.flatMap { Base64.decode($0.utf8) } }
            guard certificates.count == elements.count else { throw .malformedIncludedCertificates }
            self = .included(certificates)
        }
        try check()
    }

    /// Refuses an unusable URI, and more certificates than a ``CertificateChain`` takes. Whether they are certificates
    /// is for those to say who read them.
    func check() throws(PassportError) {
        switch self {
        case .url(let url):
            guard PassportURI.isUsable(url) else { throw .malformedHeader }
        case .included(let certificates):
            guard (1...CertificateChain.maximumCertificates).contains(certificates.count),
                certificates.allSatisfy({ !$0.isEmpty }),
                certificates.reduce(0, { $0 + $1.count }) <= CertificateChain.maximumBytes
            else { throw .malformedIncludedCertificates }
        }
    }
}
