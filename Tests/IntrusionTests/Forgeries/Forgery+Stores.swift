import BlindTokens
import CPSWire
import Sealing
import SeededRandomness
import StoreConformance

extension Forgery {
    /// Signatures that are not the holder's of these bytes.
    static let signatures: [Forgery] = [
        altering("a bit of a signature flipped") { store, _, generator in store.signature.flip(&generator) },
        altering("a signature at random") { store, _, generator in store.signature = generator.bytes(64) },
        altering("a signature whose second half is larger by the group's order") { store, _, generator in
            let scalar = Array(store.signature.suffix(32).reversed())
            let larger = Magnitude.sum(scalar, Ed25519Order.littleEndian.reversed())
            store.signature.replaceSubrange(32..<64, with: (larger ?? generator.bytes(32)).reversed())
        },
        altering("somebody else's signature") { store, loot, _ in
            let right = store.signature
            store.sign(by: loot.stranger)
            if store.signature == right { throw Missing(what: "another signature") }
        },
        altering("a signature with one half of zeros") { store, _, generator in
            let half = Bool.random(using: &generator) ? 0..<32 : 32..<64
            store.signature.replaceSubrange(half, with: [UInt8](repeating: 0, count: 32))
        },
        Forgery("the holder's signature of another store") { loot, generator in
            let victim = Loot.one(of: loot.fresh, &generator)
            let (store, other) = Loot.two(of: victim.stores, &generator)
            var forged = store
            forged.signature = other.signature
            return forged
        },
        Forgery("the holder's signature for another path") { loot, generator in
            let victim = loot.anybody(&generator)
            var store = victim.stores[AttackedService.uses - 1]
            let paths = ["/cps/\(store.index)/ppts/", "/cps/\(store.index)", "/token-request", "/"]
            store.sign(by: victim.held.key, path: Loot.one(of: paths, &generator))
            return store
        },
        altering("a signature in another spelling") { store, _, generator in
            let value = StoreSignature.headerValue(store.signature)
            // 64 bytes leave four bits in the last character that say nothing.
            let spellings = [
                value.replacing("==:", with: ":"), value.replacing("store=", with: "store= "), value + ";a",
                value.replacing("==:", with: "=:"), value + ", " + value,
                value.replacing(/[AQgw]==:$/) {
                    "\(Character(UnicodeScalar($0.output.utf8.first.map { $0 + 1 } ?? 0)))==:"
                },
            ].filter { $0 != value }
            store.written["signature"] = Loot.one(of: spellings, &generator)
        },
        altering("other parts signed than the protocol says") { store, _, generator in
            let inputs = [
                #"store=("@method" "@path");alg="ed25519""#, #"store=();alg="ed25519""#,
                #"store=("content-digest" "@path" "@method");alg="ed25519""#, StoreSignature.signatureInput + ";a=1",
                StoreSignature.signatureInput.replacing("ed25519", with: "hmac-sha256"),
            ]
            store.written["signature-input"] = Loot.one(of: inputs, &generator)
        },
    ]

    /// Digests that are not the body's, and bodies that are not the digest's.
    static let digests: [Forgery] = [
        altering("a bit of the digest flipped") { store, _, generator in store.digest.flip(&generator) },
        altering("a bit of the body flipped") { store, _, generator in store.body.flip(&generator) },
        altering("a bit of the body flipped, with its digest") { store, _, generator in
            store.body.flip(&generator)
            store.digestBody()
        },
        altering("another sealed PASSporT, with its digest") { store, _, generator in
            store.body.replaceSubrange(32..., with: generator.bytes(store.body.count - 32))
            store.digestBody()
        },
        altering("another length, with its digest") { store, _, generator in
            if Bool.random(using: &generator) {
                store.body.removeLast(Int.random(in: 1...store.body.count, using: &generator))
            } else {
                store.body += generator.bytes(Int.random(in: 1...64, using: &generator))
            }
            store.digestBody()
        },
        altering("the digest by another algorithm's name") { store, _, generator in
            let value = StoreSignature.contentDigest(sha256: store.digest)
            let names = ["sha-512", "SHA-256", "md5", "sha", "unixsum"]
            store.written["content-digest"] = value.replacing("sha-256", with: Loot.one(of: names, &generator))
        },
    ]

    /// Places that the store was not signed for.
    static let places: [Forgery] = [
        altering("somebody else's index") { store, loot, generator in
            store.index = Loot.one(of: loot.spent, &generator).stores[0].index
        },
        altering("an index with another digit") { store, _, generator in
            var digits = Array(store.index)
            let place = Int.random(in: digits.indices, using: &generator)
            digits[place] = Loot.one(
                of: "0123456789abcdefABCDEFg".filter { $0 != digits[place] }.map(\.self), &generator)
            store.index = String(digits)
        },
        altering("another recipient, with their index and the body's digest") { store, _, generator in
            let number = 2_000_000 + Int.random(in: 0..<1000, using: &generator)
            store.index = try SampleRequests.index(number).hex
            store.body.replaceSubrange(..<32, with: try SampleRequests.recipient(number).bytes)
            store.digestBody()
        },
        Forgery("an index that is not the key's, signed by the holder") { loot, generator in
            let victim = loot.anybody(&generator)
            var store = victim.stores[AttackedService.uses - 1]
            store.index = try SampleRequests.index(2_000_000 + Int.random(in: 0..<1000, using: &generator)).hex
            store.sign(by: victim.held.key)
            return store
        },
    ]

    /// Parts of several people's correct stores.
    static let swaps: [Forgery] = [
        Forgery("parts of three correct stores") { loot, generator in
            let all = loot.fresh + loot.seen
            let (first, second) = Loot.two(of: all, &generator)
            let third = Loot.one(of: all, &generator)
            let stores = [first, second, third].map { $0.stores[AttackedService.uses - 1] }
            var mixed = stores[0]
            // At least one part is another's, and at least one is not.
            mixed.token = stores[1].token
            mixed.signature = Loot.one(of: stores, &generator).signature
            mixed.digest = Loot.one(of: stores, &generator).digest
            mixed.body = Loot.one(of: stores, &generator).body
            return mixed
        }
    ]

    /// Uses that a token does not have.
    static let replays: [Forgery] = [
        Forgery("a new store with a token that is used up") { loot, generator in
            try Loot.own(Loot.one(of: loot.spent, &generator).held, &generator)
        },
        Forgery("a second store for an index with a token that has one for each") { loot, generator in
            let victim = Loot.one(of: loot.seen, &generator)
            var store = victim.stores[0]
            store.body.replaceSubrange(32..., with: generator.bytes(store.body.count - 32))
            store.sign(by: victim.held.key)
            return store
        },
        Forgery("a store that was taken, altered") { loot, generator in
            var store = Loot.one(of: loot.spent, &generator).stores[0]
            store.body.flip(in: 32..<store.body.count, &generator)
            store.digestBody()
            return store
        },
        Forgery("a token that is used up, with its authenticator in another form") { loot, generator in
            let victim = Loot.one(of: loot.spent, &generator)
            var store = try Loot.own(victim.held, &generator)
            store.token.replaceSubrange(authenticator, with: generator.bytes(256))
            return store
        },
    ]
}
