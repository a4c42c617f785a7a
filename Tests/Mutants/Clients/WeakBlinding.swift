internal import Adversaries
package import BlindTokens

/// A client that draws its blinding factors from too few numbers.
package struct WeakBlinding: TokenClient {
    /// What it is called in tables.
    package let name: String
    /// What is wrong with it, as the end of "a client ...".
    package let fault: String
    private let factor: @Sendable () -> [UInt8]

    /// The same factor every time, whose inverse takes the blindness from all tokens as soon as one is known.
    package static let constant = WeakBlinding(
        name: "constant-blinding", fault: "that blinds every token with the same number", factor: [7, 5, 3])

    /// Factors of 128 bits, which would be enough for a key, but are found among numbers of 2048.
    package static var short: WeakBlinding {
        WeakBlinding(name: "short-blinding", fault: "that blinds with numbers of 128 bits") {
            (0..<16).map { _ in UInt8.random(in: 1 ... .max) }
        }
    }

    /// All of them.
    package static let all = [constant, short]

    private init(name: String, fault: String, factor: [UInt8]) {
        self.init(name: name, fault: fault) { factor }
    }

    private init(name: String, fault: String, factor: @escaping @Sendable () -> [UInt8]) {
        self.name = name
        self.fault = fault
        self.factor = factor
    }

    package func token(
        for challenge: TokenChallenge, key: BlindRSAPublicKey, sign: (_ request: TokenRequest) async throws -> [UInt8]
    ) async throws -> Token {
        let kTemp = try KTempPrivateKey.generate().publicKey.bytes
        let input = Token.authenticatorInput(
            nonce: kTemp, challengeDigest: challenge.digest, tokenKeyID: key.tokenKeyID)
        let short = factor()
        let blind = [UInt8](repeating: 0, count: BlindRSAPublicKey.signatureByteCount - short.count) + short
        let salt = (0..<EMSAPSS.saltByteCount).map { _ in UInt8.random(in: .min ... .max) }
        let blinded = try RSABSSA.blind(input, salt: salt, chosenBlind: blind, for: key.numbers)
        let answer = try await sign(
            TokenRequest(truncatedTokenKeyID: key.tokenKeyID.truncated, blindedMessage: blinded.bytes))
        return Token(
            nonce: kTemp, challengeDigest: challenge.digest, tokenKeyID: key.tokenKeyID,
            authenticator: try blinded.finalize(answer))
    }
}
