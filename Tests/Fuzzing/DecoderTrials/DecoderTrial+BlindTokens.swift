import BlindTokens

extension DecoderTrial {
    /// Tokens and what is said to get them.
    static let blindTokens: [DecoderTrial] = [
        DecoderTrial("token", longest: 384) {
            try Token(bytes: $0)
        } holds: { token, bytes in
            try promise(token.bytes == bytes, "a token is written as it was read")
            try promise(
                token.authenticatorInput + token.authenticator == bytes, "all of a token is signed or signature")
        },
        DecoderTrial("challenge", longest: 512) {
            try TokenChallenge(bytes: $0)
        } holds: { challenge, bytes in
            try promise(challenge.bytes == bytes, "a challenge is written as it was read")
            try promise(!challenge.issuerName.isEmpty, "a challenge names its issuer")
        },
        DecoderTrial("token-request", longest: 288) {
            try TokenRequest(bytes: $0)
        } holds: { request, bytes in
            try promise(request.bytes == bytes, "a token request is written as it was read")
        },
        DecoderTrial("authorization", longest: 520) {
            try PrivateTokenAuthorization.token(fromAuthorization: text($0))
        } holds: { token, bytes in
            try promise(
                utf8(PrivateTokenAuthorization.authorization(token)) == utf8(text(bytes)),
                "Authorization has one form")
        },
        // The key, and behind it what claims to be its signature.
        DecoderTrial("token-key", longest: 640) {
            try BlindRSAPublicKey(spki: $0.prefix(BlindRSAPublicKey.spkiByteCount))
        } holds: { key, bytes in
            try promise(
                key.spki == Array(bytes.prefix(BlindRSAPublicKey.spkiByteCount)),
                "a token key is written as it was read")
            let signature = Array(bytes.dropFirst(BlindRSAPublicKey.spkiByteCount))
            try promise(!key.isValidSignature(signature, for: [1]), "nobody has made a signature")
        },
        // The key, and behind it what claims to be its signature.
        DecoderTrial("k-temp", longest: 128) {
            try KTemp(bytes: $0.prefix(KTemp.byteCount))
        } holds: { key, bytes in
            try promise(key.bytes == Array(bytes.prefix(KTemp.byteCount)), "a K_temp is written as it was read")
            let signature = Array(bytes.dropFirst(KTemp.byteCount))
            try promise(!key.isValidSignature(signature, for: [1]), "nobody has made a signature")
        },
        DecoderTrial("issuer-directory", longest: 2048) {
            try IssuerDirectory(json: $0)
        } holds: { directory, _ in
            try promise(directory.entries.count <= IssuerDirectory.keyLimit, "a directory has a bounded number of keys")
            let again = try IssuerDirectory(json: directory.json)
            try promise(again == directory, "a directory that was written is read as the same")
            try promise(again.json == directory.json, "a directory has one spelling")
        },
    ]
}
