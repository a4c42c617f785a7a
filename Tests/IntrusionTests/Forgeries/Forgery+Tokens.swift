import BlindTokens
import SeededRandomness

extension Forgery {
    /// Tokens that this service's key has not signed, or not for this service, or not in this epoch.
    static let tokens: [Forgery] = [
        alteringToken("a bit of a token flipped") { token, _, generator in token.flip(&generator) },
        alteringToken("a field of a token at random") { token, _, generator in
            let field = Loot.one(of: fields, &generator)
            token.replaceSubrange(field, with: generator.bytes(field.count))
        },
        alteringToken("nonce or authenticator of somebody else's token") { token, loot, generator in
            let other = Loot.one(of: loot.fresh + loot.seen, &generator).held.token.bytes
            let field = Bool.random(using: &generator) ? nonce : authenticator
            if other[field] == token[field] { token.flip(in: field, &generator) } else { token[field] = other[field] }
        },
        alteringToken("an authenticator plus or minus the modulus") { token, loot, _ in
            let signature = Array(token[authenticator])
            let sum = Magnitude.sum(signature, loot.modulus)
            token.replaceSubrange(authenticator, with: sum ?? Magnitude.difference(loot.modulus, signature))
        },
        alteringToken("an authenticator at the ends of its range") { token, loot, generator in
            let zero = [UInt8](repeating: 0, count: 256)
            let one = Array(zero.dropLast()) + [1]
            let ends = [
                zero, one, loot.modulus, Magnitude.difference(loot.modulus, one), [UInt8](repeating: 0xff, count: 256),
            ]
            token.replaceSubrange(authenticator, with: Loot.one(of: ends, &generator))
        },
        Forgery("a K_temp of one's own under an authenticator at random") { loot, generator in
            var store = try Loot.own(Loot.one(of: loot.counterfeit, &generator), &generator)
            store.token.replaceSubrange(authenticator, with: generator.bytes(256))
            return store
        },
        Forgery("a K_temp of one's own under somebody else's authenticator") { loot, generator in
            var store = try Loot.own(Loot.one(of: loot.counterfeit, &generator), &generator)
            store.token[authenticator] = loot.anybody(&generator).held.token.bytes[authenticator]
            return store
        },
        Forgery("another issuer's token in the name of this one") { loot, generator in
            try Loot.own(Loot.one(of: loot.counterfeit, &generator), &generator)
        },
        Forgery("a token of an epoch that is over") { loot, generator in
            try Loot.own(Loot.one(of: loot.retired, &generator), &generator)
        },
        Forgery("a token of an epoch that is over, in the name of the current key") { loot, generator in
            var store = try Loot.own(Loot.one(of: loot.retired, &generator), &generator)
            store.token[keyID] = loot.fresh[0].held.token.bytes[keyID]
            return store
        },
        Forgery("a token for another service") { loot, generator in
            try Loot.own(Loot.one(of: loot.elsewhere, &generator), &generator)
        },
        Forgery("a token for another service, with this one's challenge") { loot, generator in
            var store = try Loot.own(Loot.one(of: loot.elsewhere, &generator), &generator)
            store.token[challenge] = loot.fresh[0].held.token.bytes[challenge]
            return store
        },
        Forgery("a signed nonce that is no honest key, with signatures that lax verifiers take") { loot, generator in
            let token = Loot.one(of: loot.hollow, &generator)
            var store = try Loot.own(Loot.one(of: loot.counterfeit, &generator), &generator)
            store.token = token.bytes
            let point = Bool.random(using: &generator) ? token.nonce : Loot.one(of: Loot.hollowNonces, &generator)
            let scalar = [
                [UInt8](repeating: 0, count: 32), Ed25519Order.littleEndian, Array(store.signature.suffix(32)),
            ]
            store.signature = point + Loot.one(of: scalar, &generator)
            return store
        },
    ]

    // Where the parts of a token lie (RFC 9577 section 2.2).
    static let nonce = 2..<34
    static let challenge = 34..<66
    static let keyID = 66..<98
    static let authenticator = 98..<354
    private static let fields = [0..<2, nonce, challenge, keyID, authenticator]

    /// Alters the token of a store. Of a token that the service has seen the authenticator is not looked at again (its
    /// holder proves possession with every store), so these are of tokens that it has not.
    private static func alteringToken(
        _ name: String, _ change: @escaping @Sendable (inout [UInt8], Loot, inout SeededGenerator) throws -> Void
    ) -> Forgery {
        Forgery(name) { loot, generator in
            var store = Loot.one(of: loot.fresh, &generator).stores[AttackedService.uses - 1]
            let correct = store.token
            try change(&store.token, loot, &generator)
            // Two bytes at random may be what they were.
            if store.token == correct { store.token.flip(&generator) }
            return store
        }
    }
}
