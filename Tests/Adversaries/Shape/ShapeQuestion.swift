internal import ServiceHarness

/// One question whose answers must have one shape, whatever is stored.
struct ShapeQuestion: Sendable {
    /// One way to ask it that could be answered differently.
    struct Variant: Sendable {
        let name: String
        let request: RawRequest
    }

    /// The finding that it belongs to.
    let group: String
    let name: String
    let variants: [Variant]

    /// What a poller can ask of indexes that are called differently often.
    static func all(in scene: ShapeScene) -> [ShapeQuestion] {
        polls(in: scene) + links(in: scene) + refusals(in: scene)
            + [
                ShapeQuestion(
                    group: "following links", name: "a link",
                    variants: scene.links.flatMap { name, paths in
                        paths.map { Variant(name: name, request: .follow($0)) }
                    })
            ]
    }

    private static func polls(in scene: ShapeScene) -> [ShapeQuestion] {
        let sizes = scene.lengths.map { (scene.entries, $0) } + [(1, 64), (scene.largest, 1), (scene.largest, 64)]
        let batches = sizes.map { entries, digits in
            question("polls", "\(entries) entries under \(digits) digits", scene) {
                .poll(String($0.prefix(digits)), entries: entries)
            }
        }
        return batches + [
            question("polls", "without a query", scene) { RawRequest("GET", "/cps/\($0)/ppts") },
            question("polls", "HEAD", scene) { RawRequest("HEAD", "/cps/\($0)/ppts?entries=\(scene.entries)") },
        ]
    }

    private static func links(in scene: ShapeScene) -> [ShapeQuestion] {
        [(1, 64), (scene.entries, 1), (scene.entries, 4), (scene.entries, 64), (scene.largest, 64)].map {
            entries, digits in
            question("lists of links", "\(entries) links under \(digits) digits", scene) {
                .links(String($0.prefix(digits)), entries: entries)
            }
        }
    }

    /// The same request about everyone who is called.
    static func question(
        _ group: String, _ name: String, _ scene: ShapeScene, _ request: (String) -> RawRequest
    ) -> ShapeQuestion {
        ShapeQuestion(
            group: group, name: name,
            variants: ShapeScene.Calls.allCases.compactMap { calls in
                scene.called[calls].map { Variant(name: calls.name, request: request($0.index)) }
            })
    }
}
