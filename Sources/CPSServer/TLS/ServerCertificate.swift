internal import NIOCore
internal import NIOSSL
internal import SwiftASN1
internal import X509

/// A listener's certificate chain and private key.
public struct ServerCertificate: Sendable {
    /// The first and the last second at which the listener's own certificate is valid, since 1970 UTC.
    public let validity: (notBefore: Int64, notAfter: Int64)
    /// The DNS names that it is for, `*` among their labels; `nil` where they cannot be read.
    public let names: [String]?

    /// The chain, each certificate in DER, the listener's own first.
    public let chainDER: [[UInt8]]

    let chain: [NIOSSLCertificateSource]
    let privateKey: NIOSSLPrivateKeySource

    /// Reads both.
    ///
    /// - Parameters:
    ///   - chainPEM: certificates in PEM, the listener's own first.
    ///   - keyPEM: its private key in PEM.
    /// - Throws: ``ServerCertificateError``.
    public init(chainPEM: [UInt8], keyPEM: [UInt8]) throws(ServerCertificateError) {
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(chainPEM), let own = certificates.first else {
            throw .noCertificate
        }
        guard let key = try? NIOSSLPrivateKey(bytes: keyPEM, format: .pem) else { throw .noPrivateKey }
        guard let der = try? certificates.map({ try $0.toDERBytes() }) else { throw .noCertificate }
        chainDER = der
        chain = certificates.map { .certificate($0) }
        privateKey = .privateKey(key)
        validity = (Int64(own.notValidBefore), Int64(own.notValidAfter))
        names = der.first.flatMap(Self.names(inDER:))
        // Shows that the key belongs to the certificate, which else would show at the first handshake.
        guard (try? NIOSSLContext(configuration: configuration)) != nil else { throw .keyOfAnother }
    }

    /// Whether a host name is one of the certificate's (RFC 9525 section 6.3: a `*` stands for one whole label).
    ///
    /// IP addresses are not judged, nor are certificates whose names cannot be read.
    public func covers(_ host: String) -> Bool {
        guard let names, (try? SocketAddress(ipAddress: host, port: 0)) == nil else { return true }
        let wanted = host.lowercased()
        let parent = wanted.drop { $0 != "." }
        return names.contains { name in
            let name = name.lowercased()
            return name == wanted || (!parent.isEmpty && name == "*" + parent)
        }
    }

    private static func names(inDER bytes: [UInt8]) -> [String]? {
        guard let certificate = try? Certificate(derEncoded: bytes),
            let alternatives = try? certificate.extensions.subjectAlternativeNames
        else { return nil }
        return alternatives.compactMap { if case .dnsName(let name) = $0 { name } else { nil } }
    }

    /// TLS 1.3 and nothing older (RFC 8446), without a client certificate.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: privateKey)
        configuration.minimumTLSVersion = .tlsv13
        // How long a closing connection waits for the other side's close_notify.
        configuration.shutdownTimeout = .seconds(1)
        return configuration
    }

    /// The same, with a client certificate, which ``STIRClientVerification`` alone decides about; HTTP/1.1.
    var mutualConfiguration: TLSConfiguration {
        var configuration = configuration
        configuration.certificateVerification = .noHostnameVerification
        // So the authorities that the machine trusts need not be read at each start, either.
        configuration.trustRoots = .certificates([])
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}
