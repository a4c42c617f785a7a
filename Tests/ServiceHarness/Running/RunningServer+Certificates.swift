internal import NIOSSL
package import ThrowawayPKI

extension RunningServer {
    /// The certificate that a new connection is shown, in DER.
    package func certificate(shownAt endpoint: Endpoint) async throws -> [UInt8] {
        try await RawConnection.open(to: endpoint) { connection in
            // Once there is an answer, the handshake is over.
            _ = try await connection.exchange(RawRequest("GET", "/.well-known/private-token-issuer-directory"))
            return try await connection.servedCertificate()
        }
    }
}

extension ThrowawayCertificate {
    /// The certificate itself, in DER.
    package var der: [UInt8] {
        get throws { try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))[0].toDERBytes() }
    }
}
