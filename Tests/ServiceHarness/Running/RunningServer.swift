import Foundation

/// A service that answers.
package struct RunningServer: Sendable {
    @TaskLocal package static var bound: RunningServer?

    package let deployment: Deployment
    package let process: ServerProcess
    package let publicPort: Int
    package let issuancePort: Int

    /// The one that the suite was given.
    package static func current() throws -> RunningServer {
        guard let bound else { throw HarnessError.noDeployment }
        return bound
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status.
    package func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        try? process.signal(signal)
        return await process.end()
    }

    /// Where anyone may ask.
    package var publicEndpoint: Endpoint {
        Endpoint(port: publicPort, authority: deployment.tlsAuthorityPEM, identity: nil)
    }

    /// Where credentials get tokens.
    package func issuanceEndpoint(as identity: ClientIdentity?) -> Endpoint {
        Endpoint(port: issuancePort, authority: deployment.tlsAuthorityPEM, identity: identity)
    }
}
