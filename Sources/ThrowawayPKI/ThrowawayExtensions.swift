import STIR
import SwiftASN1
import X509

/// The extensions of the kinds of throwaway certificate. Never for production.
enum ThrowawayExtensions {
    /// Of an authority, which may have others below it.
    static func authority(
        _ list: ThrowawayTNAuthList, usage: KeyUsage = KeyUsage(keyCertSign: true, cRLSign: true)
    ) throws(ThrowawayError) -> [Certificate.Extension] {
        try made {
            [
                try Certificate.Extension(BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true),
                try Certificate.Extension(usage, critical: true),
            ]
        } + tnAuthList(list)
    }

    /// Of a STIR end entity, which also serves as a TLS client certificate.
    static func caller(
        _ list: ThrowawayTNAuthList, usage: KeyUsage?
    ) throws(ThrowawayError) -> [Certificate.Extension] {
        try made {
            var all = [try Certificate.Extension(BasicConstraints.notCertificateAuthority, critical: true)]
            if let usage { all.append(try Certificate.Extension(usage, critical: true)) }
            return all
        } + tnAuthList(list)
    }

    /// Of a TLS server.
    static func server(names: [GeneralName]) throws(ThrowawayError) -> [Certificate.Extension] {
        try made {
            [
                try Certificate.Extension(BasicConstraints.notCertificateAuthority, critical: true),
                try Certificate.Extension(KeyUsage(digitalSignature: true), critical: true),
                try Certificate.Extension(ExtendedKeyUsage([.serverAuth]), critical: false),
                try Certificate.Extension(SubjectAlternativeNames(names), critical: false),
            ]
        }
    }

    private static func tnAuthList(_ list: ThrowawayTNAuthList) throws(ThrowawayError) -> [Certificate.Extension] {
        let value: [UInt8]
        var critical = false
        do throws(STIRCertificateError) {
            switch list {
            case .absent: return []
            case .raw(let bytes): value = bytes
            case .nonCritical(let list): value = try list.derBytes()
            case .critical(let list):
                value = try list.derBytes()
                critical = true
            }
        } catch {
            throw .unavailable
        }
        return [Certificate.Extension(oid: .STIRExtension.tnAuthorizationList, critical: critical, value: value[...])]
    }

    private static func made(
        _ extensions: () throws -> [Certificate.Extension]
    ) throws(ThrowawayError) -> [Certificate.Extension] {
        do {
            return try extensions()
        } catch {
            throw .unavailable
        }
    }
}
