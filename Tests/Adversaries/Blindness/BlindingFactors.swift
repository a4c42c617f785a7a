internal import BlindTokens

/// For every transcript and every token the blinding factor that would connect them.
struct BlindingFactors {
    /// By token, then by transcript; `nil` where there is none.
    let factors: [[[UInt8]?]]

    /// Computes them all: `r = blindSignature / signature`, which must be a number that the client could have drawn,
    /// and which must turn the token's encoded message into the transcript's blinded message.
    init(_ records: IssuanceRecords) throws {
        factors = try records.tokens.map { token in
            try records.transcripts.map { try Self.factor(connecting: $0, to: token) }
        }
    }

    /// Pairs that cannot belong together.
    var impossible: Int { factors.joined().count { $0 == nil } }

    private static func factor(
        connecting transcript: IssuanceRecords.Transcript, to token: Token
    ) throws -> [UInt8]? {
        let numbers = ModularArithmetic(transcript.key)
        guard token.tokenKeyID == transcript.key.tokenKeyID, numbers.isInRange(token.authenticator),
            let inverse = try numbers.inverse(token.authenticator)
        else { return nil }
        let encoded = try numbers.power(token.authenticator)
        // One bit less than the modulus, which has 2048: as many bytes.
        guard EMSAPSS.isValid(encoded, for: token.authenticatorInput, bitCount: encoded.count * 8 - 1) else {
            return nil
        }
        let factor = try numbers.product(transcript.blindSignature, inverse)
        guard numbers.isInRange(factor), try numbers.inverse(factor) != nil,
            try numbers.product(encoded, try numbers.power(factor)) == transcript.blindedMessage
        else { return nil }
        return factor
    }
}
