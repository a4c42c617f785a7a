internal import Foundation
package import ServiceHarness

/// Searches for what a service keeps of stores and retrievals that are over (claim 10).
///
/// Whoever takes the machine, its disk or a picture of the process's memory a few seconds after the last call must
/// find nothing of it. Clients with numbers, keys, tokens and an address that are easy to recognise use a real service;
/// then its files, its log and its memory are searched for all of them.
package struct RemainsAttack: Sendable {
    /// How many PASSporTs are stored before the search.
    private let stores: Int
    private let storm: RemainsStorm
    private let lifetimeSeconds = 2

    /// An attack after so many stores over so many connections, rounded up.
    package init(stores: Int, connections: Int) {
        self.stores = stores
        storm = RemainsStorm(
            connections: connections, storesOfEach: max(1, (stores + connections - 1) / connections))
    }

    /// Attacks a service that it starts and stops.
    ///
    /// - Throws: ``RemainsError`` where the search could not be done: it has not passed then.
    package func run(against program: ServedProgram = .cpsd) async throws -> Evidence {
        var evidence = Evidence()
        let flags = ["--log-level", "trace", "--passport-lifetime", "\(lifetimeSeconds)", "--entries-default", "4"]
        try await Deployment.running(flags, program) { server in
            evidence = try await attack(server)
        }
        return evidence
    }

    private func attack(_ server: RunningServer) async throws -> Evidence {
        guard let process = server.process.identifier else { throw RemainsError.memoryUnreadable }
        _ = try MemoryImage(of: process)
        var planted = try await storm.rage(at: server)
        let alive = try RemainsSearch(planted.needles).memory(of: process)
        // What lives must be found; otherwise finding nothing later would say nothing.
        guard alive.count(of: .index) > 0 else { throw RemainsError.searchIsBlind("an index") }

        let hold = Hold()
        let staying = RemainsStorm(connections: 2, storesOfEach: 4)
        let stay = Task { try await staying.rage(at: server, holding: hold) }
        defer { hold.end() }
        try await eventually("two clients have done their work") { hold.waiting == 2 }
        var open = Planted()
        for part in hold.planted { open.add(part) }
        // The lifetime, the second in which the last key is overwritten, and two sweeps.
        try await Task.sleep(for: .milliseconds(lifetimeSeconds * 1000 + 2500))
        let gone = try RemainsSearch(planted.needles).memory(of: process)
        let present = try RemainsSearch(open.needles).memory(of: process)
        hold.end()
        _ = try await stay.value
        try await Task.sleep(for: .seconds(1))
        planted.add(open)
        let search = RemainsSearch(planted.needles)
        let keys = try ExpiredKeys.count(in: server.deployment.placements)
        return Evidence([
            finding(
                "the memory of the process", try search.memory(of: process), "While PASSporTs lived, \(alive.table)"),
            finding(
                "the memory of the process while others' connections are open", gone,
                "Of two clients that have done nothing since, but are still connected, \(present.table)"),
            finding("the data folder with ledger and log", try search.files(in: server.deployment.folder)),
            finding("the placements folder", try search.files(in: server.deployment.placements)),
            Finding(
                .nothingKept, "search of the placements folder for keys", "keys of seconds that are over", Double(keys),
                above: 0, detail: "with one of them, what expired in its second can be read wherever it was left"),
        ])
    }

    private func finding(_ place: String, _ sightings: Sightings, _ remark: String = "") -> Finding {
        Finding(
            .nothingKept, "search of \(place) after \(stores) stores and their lifetime",
            "things found that should be gone", Double(sightings.count { $0.kind != .counter }), above: 0,
            detail: [sightings.table, remark].filter { !$0.isEmpty }.joined(separator: ". "))
    }
}
