internal import BlindTokens
package import ServiceHarness

/// Claim 1: looks for anything in the shape of an answer that goes by what is stored, down to the records of TLS.
package struct ShapeAttack: Sendable {
    /// A lifetime that outlasts the attack.
    private static let longLived = ["--passport-lifetime", "3600", "--passport-longer-lifetime", "true"]
    /// The shortest: PASSporTs that are gone a moment later.
    private static let shortLived = ["--passport-lifetime", "1"]

    /// The versions of HTTP that an attack may speak.
    package enum Version: CaseIterable, Sendable {
        case http1
        case http2
    }

    private let entries: Int
    private let largest: Int
    private let rounds: Int
    private let lengths: [Int]
    private let flags: [String]

    /// An attack.
    ///
    /// - Parameters:
    ///   - entries: how many entries most questions ask for, and how many calls fill an answer.
    ///   - largest: the most entries that are asked for.
    ///   - rounds: how often everything is asked, in another order each time.
    ///   - lengths: digits of the prefixes that are asked for.
    ///   - flags: settings of the service beside the attack's own.
    package init(
        entries: Int, largest: Int, rounds: Int, lengths: [Int] = [1, 2, 4, 16, 63, 64], flags: [String] = []
    ) {
        self.entries = entries
        self.largest = largest
        self.rounds = rounds
        self.lengths = lengths
        self.flags = flags
    }

    /// Starts the program and attacks it.
    ///
    /// - Parameters:
    ///   - awaitingExpiry: whether links to what has expired are followed too, which takes a moment.
    ///   - untilSeen: whether to stop at the first answer with a shape of its own, for programs that have some.
    package func run(
        _ program: ServedProgram = .cpsd, over versions: [Version] = Version.allCases, awaitingExpiry: Bool = true,
        untilSeen: Bool = false
    ) async throws -> Evidence {
        var one = ShapeTally(isDoneWhenSeen: untilSeen)
        var two = one
        if awaitingExpiry {
            try await Deployment.running(Self.shortLived + flags, program) { server in
                let questions = [try await Self.expiredLinks(on: server, entries: entries)]
                if versions.contains(.http1) { try await ask(questions, HTTP1Shape.self, server, into: &one) }
                if versions.contains(.http2) { try await ask(questions, HTTP2Shape.self, server, into: &two) }
            }
        }
        try await Deployment.running(Self.longLived + flags, program) { server in
            let scene = try await ShapeScene(on: server, entries: entries, largest: largest, lengths: lengths)
            let questions = ShapeQuestion.all(in: scene)
            if versions.contains(.http1) {
                try await ask(questions, HTTP1Shape.self, server, into: &one)
                try await store(HTTP1Shape.self, scene, server, into: &one)
                try await askFirst(scene, server, into: &one)
            }
            if versions.contains(.http2) {
                try await ask(questions, HTTP2Shape.self, server, into: &two)
                try await store(HTTP2Shape.self, scene, server, into: &two)
            }
        }
        return Evidence(one.findings(over: "HTTP/1.1") + two.findings(over: "HTTP/2"))
    }

    /// Asks everything, all in one row in a random order.
    private func ask<Version: ShapeProtocol>(
        _ questions: [ShapeQuestion], _: Version.Type, _ server: RunningServer, into tally: inout ShapeTally
    ) async throws {
        var probe = ShapeProbe<Version>(server)
        let asked = questions.flatMap { question in question.variants.map { (question, $0) } }
        for _ in 0..<rounds {
            for (question, variant) in asked.shuffled() where !tally.isDone {
                tally.add(try await probe.shape(of: variant.request), to: question, variant: variant.name)
            }
        }
        await probe.close()
    }

    /// Polls that are the first request of a connection, with all that comes after the handshake.
    private func askFirst(_ scene: ShapeScene, _ server: RunningServer, into tally: inout ShapeTally) async throws {
        let question = ShapeQuestion.question("first requests", "a poll", scene) { .poll($0, entries: scene.entries) }
        for _ in 0..<rounds {
            for variant in question.variants.shuffled() where !tally.isDone {
                var probe = ShapeProbe<HTTP1Shape>(server)
                let shape = try await probe.firstShape(of: variant.request)
                await probe.close()
                tally.add(shape, to: question, variant: variant.name)
            }
        }
    }

    /// Stores, which change what is stored: to somebody who is not called, to the same once more, and to one who is
    /// called often.
    private func store<Version: ShapeProtocol>(
        _: Version.Type, _ scene: ShapeScene, _ server: RunningServer, into tally: inout ShapeTally
    ) async throws {
        var probe = ShapeProbe<Version>(server)
        guard let most = scene.called[.more] else { throw HarnessError.noDeployment }
        let question = ShapeQuestion(group: "stores", name: "a store", variants: [])
        for token in try await server.tokens(rounds) where !tally.isDone {
            let fresh = try Recipient()
            for (recipient, name) in [(fresh, "no call"), (fresh, "one call"), (most, "more calls than entries")] {
                let shape = try await probe.shape(of: StoreOrder(to: recipient, with: token).request)
                tally.add(shape, to: question, variant: name)
            }
        }
    }

    /// Links of a PASSporT and of dummies, all expired, and one that never was.
    private static func expiredLinks(on server: RunningServer, entries: Int) async throws -> ShapeQuestion {
        let recipient = try Recipient()
        let token = try await server.token()
        let stored = try await server.ask(StoreOrder(to: recipient, with: token).request)
        guard let location = stored.only("location") else { throw HarnessError.unexpectedStatus(stored.status) }
        let listed = await ShapeScene.links(on: server, under: recipient.index, entries: entries)
        // Whatever a mutant answers about it, a link to what is gone stays so.
        try await Task.sleep(for: .milliseconds(2100))
        let variants = ([location] + listed).map {
            ShapeQuestion.Variant(name: "expired", request: .follow($0))
        }
        return ShapeQuestion(group: "following links", name: "a link", variants: variants)
    }
}
