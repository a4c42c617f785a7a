import Foundation

/// A service that answers.
struct RunningServer: Sendable {
    @TaskLocal static var bound: RunningServer?

    let deployment: Deployment
    let process: ServerProcess
    let publicPort: Int
    let issuancePort: Int

    /// The one that the suite was given.
    static func current() throws -> RunningServer {
        guard let bound else { throw HarnessError.noDeployment }
        return bound
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status.
    func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        try? process.signal(signal)
        return await process.end()
    }

    /// Where anyone may ask.
    var publicEndpoint: Endpoint {
        Endpoint(port: publicPort, authority: deployment.tlsAuthorityPEM, identity: nil)
    }

    /// Where credentials get tokens.
    func issuanceEndpoint(as identity: ClientIdentity?) -> Endpoint {
        Endpoint(port: issuancePort, authority: deployment.tlsAuthorityPEM, identity: identity)
    }
}
