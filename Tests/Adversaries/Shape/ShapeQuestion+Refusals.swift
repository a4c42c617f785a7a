internal import BlindTokens
internal import ServiceHarness

extension ShapeQuestion {
    /// What the service refuses, about indexes that are called differently often.
    static func refusals(in scene: ShapeScene) -> [ShapeQuestion] {
        let link = String(repeating: "A", count: 64)
        var refused: [(name: String, request: (String) -> RawRequest)] = [
            ("a link cut short", { .follow("/cps/\($0)/ppts/\(link.dropLast())") }),
            ("a link of other characters", { .follow("/cps/\($0)/ppts/\(link.dropLast())+") }),
            ("no link", { .follow("/cps/\($0)/ppts/") }),
            (
                "a link as JSON",
                { RawRequest("GET", "/cps/\($0)/ppts/\(link)", fields: [("accept", "application/json")]) }
            ),
            ("another media type", { RawRequest("GET", "/cps/\($0)/ppts", fields: [("accept", "text/html")]) }),
            ("an index of 65 digits", { .poll($0 + "0", entries: 4) }),
            ("another letter", { .poll("g" + $0.dropFirst(), entries: 4) }),
            // Upper case alone would leave an index without letters as it is.
            ("an index in upper case", { .poll(String($0.dropLast()) + "A", entries: 4) }),
            ("another query", { RawRequest("GET", "/cps/\($0)/ppts?limit=8") }),
            ("a longer path", { RawRequest("GET", "/cps/\($0)/ppts/\(link)/x") }),
            ("no such collection", { RawRequest("GET", "/cps/\($0)/calls") }),
        ]
        for entries in ["0", "3", "512", "08", "", "x"] {
            refused.append(("entries=\(entries)", { RawRequest("GET", "/cps/\($0)/ppts?entries=\(entries)") }))
        }
        for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
            refused.append((method, { RawRequest(method, "/cps/\($0)/ppts") }))
            refused.append(("\(method) of a link", { RawRequest(method, "/cps/\($0)/ppts/\(link)") }))
        }
        return refused.map { question("refusals", $0.name, scene, $0.request) } + refusedStores(in: scene)
    }

    /// Stores with something wrong. None changes what is stored.
    private static func refusedStores(in scene: ShapeScene) -> [ShapeQuestion] {
        let forged = [UInt8](repeating: 7, count: 32)
        let stores: [(name: String, change: @Sendable (RawRequest) -> RawRequest)] = [
            ("a store without a token", { $0.without("authorization") }),
            ("a store with a forged token", { $0 }),
            ("a store without a digest", { $0.without("content-digest") }),
            ("a store of another type", { $0.with("content-type", "text/plain") }),
            (
                "a store with another digest",
                { store in
                    var store = store
                    store.body[40] ^= 1
                    return store
                }
            ),
            (
                "a store that is too short",
                { store in
                    var store = store.with("content-length", "\(store.body.count - 1)")
                    store.body.removeLast()
                    return store
                }
            ),
        ]
        return stores.compactMap { name, change in
            let variants = ShapeScene.Calls.allCases.compactMap { calls -> Variant? in
                guard let recipient = scene.called[calls],
                    let key = try? KTempPrivateKey.generate(),
                    let tokenKeyID = try? TokenKeyID(bytes: forged),
                    let held = try? HeldToken(
                        token: Token(
                            nonce: key.publicKey.bytes, challengeDigest: forged, tokenKeyID: tokenKeyID,
                            authenticator: [UInt8](repeating: 1, count: 256)), key: key)
                else { return nil }
                return Variant(
                    name: calls.name, request: change(StoreOrder(to: recipient, with: held).request))
            }
            guard variants.count == ShapeScene.Calls.allCases.count else { return nil }
            return ShapeQuestion(group: "refusals", name: name, variants: variants)
        }
    }
}
