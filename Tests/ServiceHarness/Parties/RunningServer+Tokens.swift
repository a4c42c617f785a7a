package import BlindTokens

extension RunningServer {
    /// The issuer directory, as the public listener shows it.
    package func directory() async throws -> [UInt8] {
        let response = try await ask(RawRequest("GET", "/.well-known/private-token-issuer-directory"))
        guard response.status == 200 else { throw HarnessError.unexpectedStatus(response.status) }
        return response.body
    }

    /// A token of the current epoch.
    package func token(as caller: ClientIdentity? = nil) async throws -> HeldToken {
        try await tokens(1, as: caller)[0]
    }

    /// Tokens of the current epoch, got over one connection.
    ///
    /// Tries again where the epoch changes between the directory and the request, as every client has to.
    package func tokens(_ count: Int, as caller: ClientIdentity? = nil) async throws -> [HeldToken] {
        do {
            return try await tokensOfOneEpoch(count, as: caller)
        } catch HarnessError.unexpectedStatus(400) {
            return try await tokensOfOneEpoch(count, as: caller)
        }
    }

    private func tokensOfOneEpoch(_ count: Int, as caller: ClientIdentity?) async throws -> [HeldToken] {
        let key = try currentKey(in: try await directory())
        return try await RawConnection.open(to: issuanceEndpoint(as: caller ?? deployment.caller)) { connection in
            var tokens: [HeldToken] = []
            for _ in 0..<count {
                let pending = try Self.pendingToken(for: key)
                let response = try await connection.exchange(.tokenRequest(pending.request.bytes))
                guard response.status == 200 else { throw HarnessError.unexpectedStatus(response.status) }
                tokens.append(try pending.finish(response: response.body))
            }
            return tokens
        }
    }

    /// The key that a directory prefers.
    package func currentKey(in directory: [UInt8]) throws -> BlindRSAPublicKey {
        guard let entry = try IssuerDirectory(json: directory).entries.first else { throw HarnessError.noDeployment }
        return entry.tokenKey
    }

    /// A token yet to be signed, for the service's challenge or for another's.
    package static func pendingToken(for key: BlindRSAPublicKey, service: String = Deployment.name) throws
        -> PendingToken
    {
        try PendingToken(
            key: try KTempPrivateKey.generate(),
            challenge: try TokenChallenge(issuerName: service, originInfo: service), tokenKey: key)
    }
}

extension RawRequest {
    /// A token request.
    package static func tokenRequest(_ body: [UInt8]) -> RawRequest {
        RawRequest(
            "POST", "/token-request", fields: [("content-type", "application/private-token-request")], body: body)
    }
}
