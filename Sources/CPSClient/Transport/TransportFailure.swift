internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Turns what the HTTP and TLS libraries throw into what a person can do something with.
enum TransportFailure {
    /// The error for a request of a use that got no answer.
    static func error(for cause: any Error, use: ConnectionUse) -> CPSClientError {
        switch cause {
        case let error as CPSClientError: return error
        case is NIOTooManyBytesError: return .malformedAnswer
        case is CancellationError: return .cancelled
        case is NIOSSLError, is BoringSSLError: return tls("\(cause)", use: use)
        case let error as NIOConnectionError: return .unreachable(explanation(of: error))
        case let error as HTTPClientError: return http(error)
        default: return .unreachable("\(cause)")
        }
    }

    /// TLS says what is wrong in the text of its errors only.
    private static func tls(_ text: String, use: ConnectionUse) -> CPSClientError {
        // In TLS 1.3 a server's alert about our certificate comes after our own handshake is over.
        if text.contains("ALERT_"), use == .issuance { return .identityRefused }
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
            return .unreachable(
                "no authority that is trusted here vouches for its TLS certificate, or the certificate is for another name"
            )
        }
        return .unreachable("TLS 1.3 could not be agreed on")
    }

    private static func explanation(of error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first else { return "the name \(error.host) is not known" }
        let code = (first.error as? IOError)?.errnoCode
        return "\(error.host) port \(error.port): "
            + (code.map { unsafe String(cString: strerror($0)) } ?? "no connection")
    }

    private static func http(_ error: HTTPClientError) -> CPSClientError {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout:
            .unreachable("it did not answer in time")
        case .remoteConnectionClosed: .unreachable("it closed the connection before it answered")
        case .cancelled: .cancelled
        default: .unreachable(error.shortDescription)
        }
    }
}
