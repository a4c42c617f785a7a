import BlindTokens
import Encodings
import Foundation
import ServiceHarness

extension BadStore {
    /// Signatures of K_temp that are not the right one's.
    static let signatures: [BadStore] = [
        changed("a signature over another path", 403, "signature-refused") {
            $0.signedPath = "/cps/\(try Recipient().index)/ppts"
        },
        changed("a signature over the path with a slash behind it", 403, "signature-refused") {
            $0.signedPath = "/cps/\($0.index)/ppts/"
        },
        changed("another K_temp's signature", 403, "signature-refused") { $0.signer = try KTempPrivateKey.generate() },
        BadStore("a signature of zeros", 403, "signature-refused") {
            $0.request.with("signature", "store=:\(Data(count: 64).base64EncodedString()):")
        },
    ]

    /// Tokens that are none.
    static let tokens: [BadStore] = [
        token("a token cut short", "token-required") { Array($0.dropLast()) },
        token("a token cut to half", "token-required") { Array($0.prefix(177)) },
        token("a token one byte long", "token-required") { $0 + [0] },
        token("an empty token", "token-required") { _ in [] },
        token("a token of type 0x0001", "token-required") { [0, 1] + $0.dropFirst(2) },
        token("a token of type 0x0005", "token-required") { [0, 5] + $0.dropFirst(2) },
        token("another nonce", "token-refused") { $0.flipping(2) },
        token("another challenge digest", "token-refused") { $0.flipping(34) },
        token("another token key", "token-refused") { $0.flipping(66) },
        token("an altered authenticator", "token-refused") { $0.flipping(353) },
        changed("a token for another service, signed by another issuer", 401, "token-refused") { order in
            try order.take(Self.foreignToken(for: "other.example.com"))
        },
        changed("a token for this service, signed by another issuer", 401, "token-refused") { order in
            try order.take(Self.foreignToken(for: Deployment.name))
        },
    ]

    private static func token(
        _ name: String, _ problem: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> BadStore {
        BadStore(name, 401, problem) { order in
            let parts = order.authorization.split(separator: "\"", omittingEmptySubsequences: false)
            guard let bytes = Base64URL.decode(parts[1].utf8) else { throw HarnessError.malformedAnswer("token") }
            return order.request.with("authorization", "\(parts[0])\"\(Base64URL.encode(change(bytes)))\"")
        }
    }

    /// A whole and correct token of an issuer that the service does not know.
    private static func foreignToken(for service: String) throws -> HeldToken {
        let key = try BlindRSAPrivateKey.generate()
        let pending = try RunningServer.pendingToken(for: key.publicKey, service: service)
        let response = try TokenIssuer(key: key).issue(pending.request)
        return try pending.finish(response: response)
    }
}

extension StoreOrder {
    /// Spends another token.
    mutating func take(_ token: HeldToken) {
        authorization = PrivateTokenAuthorization.authorization(token.token)
        signer = token.key
    }
}

extension [UInt8] {
    /// The same with one bit changed.
    func flipping(_ position: Int) -> Self {
        var copy = self
        copy[position] ^= 1
        return copy
    }
}
