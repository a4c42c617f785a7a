import SwiftASN1
public import X509

/// A leaf certificate and those that came with it, read but not believed.
public struct CertificateChain: Hashable, Sendable {
    /// Most certificates of a chain. Building paths out of many would let a stranger spend the service's time.
    public static let maximumCertificates = 6
    /// Most bytes of a chain, in whichever encoding it comes.
    public static let maximumBytes = 131_072

    /// The certificate in question.
    public let leaf: Certificate
    /// The others, in the order they came in; at most ``maximumCertificates`` minus one.
    public let intermediates: [Certificate]

    /// Takes the leaf and the rest.
    ///
    /// - Throws: ``STIRCertificateError/tooMany``.
    public init(leaf: Certificate, intermediates: [Certificate] = []) throws(STIRCertificateError) {
        guard intermediates.count < Self.maximumCertificates else { throw .tooMany }
        self.leaf = leaf
        self.intermediates = intermediates
    }

    /// Reads PEM (RFC 7468), leaf first, as "x5u" is served (RFC 9060 section 7). Text between the blocks is ignored.
    ///
    /// - Throws: ``STIRCertificateError/malformedCertificate``, ``STIRCertificateError/noCertificate`` or
    ///   ``STIRCertificateError/tooMany``.
    public init(pem: String) throws(STIRCertificateError) {
        try self.init(leafFirst: Certificate.all(inPEM: pem, maximumBytes: Self.maximumBytes))
    }

    /// Reads DER, leaf first, one certificate an element, as a TLS library hands over what a peer presented.
    ///
    /// - Throws: ``STIRCertificateError/malformedCertificate``, ``STIRCertificateError/noCertificate`` or
    ///   ``STIRCertificateError/tooMany``.
    public init(der: [[UInt8]]) throws(STIRCertificateError) {
        guard der.count <= Self.maximumCertificates, der.reduce(0, { $0 + $1.count }) <= Self.maximumBytes else {
            throw .tooMany
        }
        var certificates: [Certificate] = []
        for bytes in der { certificates.append(try Certificate(bytes: bytes)) }
        try self.init(leafFirst: certificates)
    }

    private init(leafFirst certificates: [Certificate]) throws(STIRCertificateError) {
        guard let leaf = certificates.first else { throw .noCertificate }
        try self.init(leaf: leaf, intermediates: Array(certificates.dropFirst()))
    }
}

extension CertificateChain: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "certificates(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
