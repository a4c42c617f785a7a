import Adversaries
import Mutants
import PrivacyReport
import ServiceHarness

extension Plan {
    /// Claim 6: the time of an answer tells nothing.
    static func timing(_ conditions: RunConditions) -> Plan {
        Plan(
            attacks: [
                polls(conditions), largePolls(conditions), pollsUnderLoad(conditions), lists(conditions),
                links(conditions), crowd(conditions), omissions(conditions), stores(conditions),
            ],
            mutants: slowPolls(conditions) + crowds(conditions) + slowStores(conditions))
    }

    /// Services whose single answers tell.
    private static func slowPolls(_ conditions: RunConditions) -> [PlannedMutant] {
        let few = conditions.count(full: 2000, small: 150)
        let told = PlannedMutant(
            "release-quantum-0", "the service is told to answer without a quantum", breaking: .time,
            attackedBy: "polls", isDrawn: true
        ) {
            try await TimeTrial.run(.lasting, live: 64, flags: ["--release-quantum", "0"]) { server, prefix in
                try await TimeAttack(polls: few, seed: conditions.seed).run(
                    "polls without a quantum", on: server, prefix, figure: "time-without-quantum")
            }
        }
        let broken = Mutant.broken(.time, among: Mutant.slowPolls) { mutant in
            PlannedMutant(mutant, breaking: .time, attackedBy: "polls") {
                try await TimeTrial.run(.mutant(mutant.name), live: 16) { server, prefix in
                    try await TimeAttack(polls: few, seed: conditions.seed).run("polls", on: server, prefix)
                }
            }
        }
        return [told] + broken + Mutant.slowPolls.prefix(1).flatMap { otherPolls(of: $0, conditions) }
    }

    /// Services that tell when many ask at once.
    private static func crowds(_ conditions: RunConditions) -> [PlannedMutant] {
        let slow = Mutant.broken(.time, among: Mutant.slowCrowds) { mutant in
            PlannedMutant(mutant, breaking: .time, attackedBy: "a crowd") {
                try await TimeTrial.run(.mutant(mutant.name), live: 64) { server, prefix in
                    try await CrowdAttack(turns: 30).run(on: server, prefix)
                }
            }
        }
        let greedy = Mutant.broken(.time, among: Mutant.greedyCrowds) { mutant in
            PlannedMutant(mutant, breaking: .time, attackedBy: "what is left out") {
                try await TimeTrial.run(.mutant(mutant.name), live: 64) { server, prefix in
                    try await OmissionAttack(turns: 15).run(on: server, prefix)
                }
            }
        }
        return slow + greedy
    }

    /// Services whose stores tell.
    private static func slowStores(_ conditions: RunConditions) -> [PlannedMutant] {
        let tokens = conditions.count(full: 100, small: 7)
        return Mutant.broken(.time, among: Mutant.slowStores) { mutant in
            PlannedMutant(mutant, breaking: .time, attackedBy: "stores") {
                try await TimeTrial.run(.mutant(mutant.name), live: 1, flags: StoreTimeAttack.flags) { server, _ in
                    try await StoreTimeAttack(indexes: 20, tokens: tokens, seed: conditions.seed).run(on: server)
                }
            }
        }
    }

    private static func polls(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "polls") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await TimeAttack(
                    polls: conditions.count(full: 50_000, small: 150), connections: 32, seed: conditions.seed
                ).run("polls", on: server, prefix, figure: "time-with-quantum")
            }
        }
    }

    /// What the other attacks on single answers see of a mutant.
    private static func otherPolls(of mutant: Mutant, _ conditions: RunConditions) -> [PlannedMutant] {
        let few = conditions.count(full: 1000, small: 150)
        func planned(
            _ attack: String, _ run: @escaping @Sendable (RunningServer, CrowdedPrefix) async throws -> Evidence
        ) -> PlannedMutant {
            PlannedMutant(mutant, breaking: .time, attackedBy: attack) {
                try await TimeTrial.run(.mutant(mutant.name), live: 64, run)
            }
        }
        return [
            planned("polls of 64 entries") { server, prefix in
                try await TimeAttack(polls: few / 2, entries: 64, seed: conditions.seed).run(
                    "polls of 64 entries", on: server, prefix)
            },
            planned("polls while others poll") { server, prefix in
                try await BackgroundLoad(connections: 8).during(on: server, prefix) {
                    try await TimeAttack(polls: few, connections: 4, seed: conditions.seed).run(
                        "polls while others poll", on: server, prefix)
                }
            },
            // One entry tells the least, and on a busy machine the noise hides it from those who look for seconds.
            planned("following links") { server, prefix in
                try await TimeAttack(polls: conditions.count(full: 10_000, small: 300), seed: conditions.seed)
                    .runOnLinks(on: server, prefix)
            },
        ]
    }

    private static func lists(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "lists of links") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await TimeAttack(polls: conditions.count(full: 5000, small: 100), seed: conditions.seed).runOnLists(
                    on: server, prefix)
            }
        }
    }

    private static func links(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "following links") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await TimeAttack(polls: conditions.count(full: 5000, small: 100), seed: conditions.seed).runOnLinks(
                    on: server, prefix)
            }
        }
    }

    /// Fewer, because each carries four times as much: the whole prefix in every answer.
    private static func largePolls(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "polls of 64 entries") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await TimeAttack(
                    polls: conditions.count(full: 3000, small: 50), entries: 64, seed: conditions.seed
                ).run("polls of 64 entries", on: server, prefix)
            }
        }
    }

    private static func pollsUnderLoad(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "polls while others poll") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await BackgroundLoad(connections: 8).during(on: server, prefix) {
                    try await TimeAttack(
                        polls: conditions.count(full: 5000, small: 100), connections: 4, seed: conditions.seed
                    ).run("polls while others poll", on: server, prefix)
                }
            }
        }
    }

    private static func crowd(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "a crowd") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await CrowdAttack(turns: conditions.count(full: 25, small: 8)).run(on: server, prefix)
            }
        }
    }

    private static func omissions(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "what is left out") {
            try await TimeTrial.run(.lasting, live: 64) { server, prefix in
                try await OmissionAttack(turns: conditions.count(full: 25, small: 8)).run(on: server, prefix)
            }
        }
    }

    private static func stores(_ conditions: RunConditions) -> PlannedAttack {
        PlannedAttack(.time, "stores") {
            try await TimeTrial.run(.lasting, live: 1, flags: StoreTimeAttack.flags) { server, _ in
                try await StoreTimeAttack(
                    indexes: conditions.count(full: 200, small: 20), tokens: conditions.count(full: 50, small: 10),
                    seed: conditions.seed
                ).run(on: server)
            }
        }
    }
}
