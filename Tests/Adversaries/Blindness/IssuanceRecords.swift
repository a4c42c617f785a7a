internal import BlindTokens
internal import CallPlacement

/// All that the operator can write down: who got which blind signature, and which tokens were spent later.
struct IssuanceRecords: Sendable {
    /// One issuance.
    struct Transcript: Sendable {
        let key: BlindRSAPublicKey
        let blindedMessage: [UInt8]
        let blindSignature: [UInt8]
    }

    let transcripts: [Transcript]
    let tokens: [Token]
    /// The transcript of each token: what the adversary is not told, and its guesses are marked with.
    let truth: [Int]

    /// Lets clients get tokens from issuers in turn, and spend them in another order.
    init(
        of client: any TokenClient, from issuers: [IssuanceService], challenge: TokenChallenge, count: Int
    ) async throws {
        var (transcripts, tokens): ([Transcript], [Token]) = ([], [])
        for number in 0..<count {
            let issuer = issuers[number % issuers.count]
            guard let key = issuer.directory.entries.first?.tokenKey else { throw NoKey() }
            let credential = CredentialID(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max) })
            let token = try await client.token(for: challenge, key: key) { request in
                guard case .issued(let signature) = try await issuer.issue(request.bytes, to: credential) else {
                    throw NotIssued()
                }
                transcripts.append(
                    Transcript(key: key, blindedMessage: request.blindedMessage, blindSignature: signature))
                return signature
            }
            tokens.append(token)
        }
        truth = (0..<count).shuffled()
        self.transcripts = transcripts
        self.tokens = truth.map { tokens[$0] }
    }

    /// An issuer without a key.
    struct NoKey: Error {}
    /// An issuer that did not sign.
    struct NotIssued: Error {}
}
