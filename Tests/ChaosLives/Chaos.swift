internal import BlindTokens
internal import Foundation
internal import ServiceHarness

/// Kills a service again and again while it is stored to and polled, starts it again on the same folders, and sees that
/// nothing was lost, nothing counted too little, and nothing came back.
package struct Chaos: Sendable {
    private let plan: ChaosPlan
    private let say: @Sendable (String) -> Void
    private let chronicle: Chronicle

    /// - Parameter say: is given a line for every life.
    package init(_ plan: ChaosPlan, telling say: @escaping @Sendable (String) -> Void) throws {
        self.plan = plan
        self.say = say
        self.chronicle = try Chronicle(plan)
    }

    /// Lives all lives, and one more that ends in peace.
    package func run() async throws -> ChaosResult {
        let deployment = try Deployment(
            Deployment.patient + [
                "--passport-lifetime", "\(plan.lifetime)", "--token-uses", "\(plan.uses)", "--token-uses-per-index",
                "\(plan.uses)", "--issuance-quota", "1000000",
            ])
        defer { deployment.remove() }
        var starts: [Duration] = []
        var killsAtStart = 0
        for kill in 1...plan.kills {
            try Task.checkCancellation()
            if chronicle.happens(onceIn: ChaosPlan.startsKilledEarly) {
                try await killAtStart(deployment)
                killsAtStart += 1
                say("kill \(kill) of \(plan.kills): before it was ready")
                continue
            }
            let before = chronicle.result
            let (server, start) = try await ready(deployment)
            starts.append(start)
            do {
                try await live(on: server)
            } catch {
                try? server.process.signal(SIGKILL)
                throw error
            }
            let after = chronicle.result
            say(
                "kill \(kill) of \(plan.kills): ready after \(ChaosResult.seconds(start)); "
                    + "\(after.owed - before.owed) looked for and owed, \(after.acknowledged - before.acknowledged) stores "
                    + "answered 201, \(after.unanswered - before.unanswered) unanswered, "
                    + "\(after.refused - before.refused) tokens refused"
                    + (after.faults.isEmpty ? "" : "; FAULTS: \(after.faults.values.reduce(0, +))"))
        }
        starts.append(try await endInPeace(on: deployment))
        var result = chronicle.result
        result.starts = starts
        result.kills = plan.kills
        result.killsAtStart = killsAtStart
        if result.longestStart > plan.longestStart {
            result.faults["a start took longer than \(ChaosResult.seconds(plan.longestStart))", default: 0] +=
                starts.count { $0 > plan.longestStart }
        }
        return result
    }

    /// Starts the service and waits until it is ready.
    private func ready(_ deployment: Deployment) async throws -> (RunningServer, Duration) {
        let begin = ContinuousClock.now
        let server = try await deployment.start()
        return (server, begin.duration(to: .now))
    }

    private func killAtStart(_ deployment: Deployment) async throws {
        let process = try ServerProcess(arguments: deployment.arguments, outputIn: deployment.folder)
        try await eventually("the program runs") { process.identifier != nil }
        try await Task.sleep(for: chronicle.duration(upTo: .milliseconds(400)))
        try process.signal(SIGKILL)
        _ = await process.end()
    }

    /// One life: first all that is owed is looked for, then it is stored to and polled until it is killed.
    private func live(on server: RunningServer) async throws {
        chronicle.isAlive = true
        try await lookForAll(on: server)
        chronicle.add(try await server.tokens(plan.tokensOfALife))
        let end = ContinuousClock.now.advanced(by: chronicle.duration(upTo: plan.longestLife))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for storer in 0..<ChaosPlan.storers {
                group.addTask { try await store(on: server, first: storer == 0 ? chronicle.unanswered() : []) }
            }
            for _ in 0..<ChaosPlan.pollers {
                group.addTask { try await poll(on: server) }
            }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                chronicle.isAlive = false
                try server.process.signal(SIGKILL)
                _ = await server.process.end()
            }
            try await group.waitForAll()
        }
        chronicle.lifeIsOver()
    }

    /// Polls for every recipient.
    private func lookForAll(on server: RunningServer) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<ChaosPlan.pollers {
                group.addTask {
                    try await RawConnection.open(to: server.publicEndpoint) { connection in
                        for number in stride(from: worker, to: ChaosPlan.recipients, by: ChaosPlan.pollers) {
                            try await ask(for: number, over: connection)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func ask(for number: Int, over connection: RawConnection) async throws {
        let recipient = chronicle.recipients[number]
        let asked = ContinuousClock.now
        let answer = try await connection.exchange(.poll(recipient.index, entries: ChaosPlan.entries))
        let answered = ContinuousClock.now
        chronicle.check(
            StoreBook.Poll(
                recipient: number, asked: asked, answered: answered,
                returned: try recipient.open(answer, entries: ChaosPlan.entries)))
    }

    private func poll(on server: RunningServer) async throws {
        try await untilKilled("a poll") {
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                while chronicle.isAlive {
                    for number in chronicle.recipients.indices.shuffled() where chronicle.isAlive {
                        try await ask(for: number, over: connection)
                    }
                }
            }
        }
    }

    /// - Parameter first: what is sent before anything new.
    private func store(on server: RunningServer, first: [Chronicle.Order]) async throws {
        try await untilKilled("a store") {
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                for order in first where chronicle.isAlive { try await send(order, over: connection) }
                while chronicle.isAlive {
                    if let order = chronicle.next() {
                        try await send(order, over: connection)
                    } else {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
            }
        }
    }

    private func send(_ order: Chronicle.Order, over connection: RawConnection) async throws {
        chronicle.answered(order, try await connection.exchange(order.order.request).status)
    }

    /// Does something that fails when the service is killed, and may not before.
    private func untilKilled(_ what: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            if chronicle.isAlive { chronicle.fault("\(what) got no answer from a service that was not killed") }
        }
    }

    /// A last life: all is looked for, the ledger is looked over while it is used, everything expires, nothing comes
    /// back, and it stops when it is told to.
    private func endInPeace(on deployment: Deployment) async throws -> Duration {
        let (server, start) = try await ready(deployment)
        do {
            chronicle.isAlive = true
            try await lookForAll(on: server)
            let (code, output) = try await Tool.run(
                BuiltProgram.cpsd, ["ledger", "check", "--ledger-folder", deployment.folder.path + "/ledger"])
            if code != 0 { chronicle.fault("the ledger is not whole after all: \(output)") }
            let over = ContinuousClock.now.advanced(by: .seconds(plan.lifetime))
            try await Task.sleep(until: over, clock: .continuous)
            try await lookForAll(on: server)
        } catch {
            try? server.process.signal(SIGKILL)
            throw error
        }
        if await server.stop() != 0 { chronicle.fault("the last life did not end with 0") }
        return start
    }
}
