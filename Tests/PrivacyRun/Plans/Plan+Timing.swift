import Adversaries
import Mutants
import PrivacyReport
import ServiceHarness

extension Plan {
    /// Claim 6: the time of an answer tells nothing.
    static func timing(_ conditions: RunConditions) -> Plan {
        let few = conditions.count(full: 2000, small: 150)
        return Plan(
            attacks: [
                polls(conditions), largePolls(conditions), pollsUnderLoad(conditions), crowd(conditions),
                omissions(conditions), stores(conditions),
            ],
            mutants: [
                PlannedMutant(
                    "release-quantum-0", "the service is told to answer without a quantum", breaking: .time,
                    attackedBy: "polls", isDrawn: true
                ) {
                    try await TimeTrial.run(.lasting, live: 64, flags: ["--release-quantum", "0"]) { server, prefix in
                        try await TimeAttack(polls: few, seed: conditions.seed).run(
                            "polls without a quantum", on: server, prefix, figure: "time-without-quantum")
                    }
                }
            ]
                + Mutant.broken(.time, among: Mutant.slowPolls) { mutant in
                    PlannedMutant(mutant, breaking: .time, attackedBy: "polls") {
                        try await TimeTrial.run(.mutant(mutant.name), live: 16) { server, prefix in
                            try await TimeAttack(polls: few, seed: conditions.seed).run("polls", on: server, prefix)
                        }
                    }
                }
                + Mutant.broken(.time, among: Mutant.slowCrowds) { mutant in
                    PlannedMutant(mutant, breaking: .time, attackedBy: "a crowd") {
                        try await TimeTrial.run(.mutant(mutant.name), live: 64) { server, prefix in
                            try await CrowdAttack(turns: 30).run(on: server, prefix)
                        }
                    }
                }
                + Mutant.broken(.time, among: Mutant.greedyCrowds) { mutant in
                    PlannedMutant(mutant, breaking: .time, attackedBy: "what is left out") {
                        try await TimeTrial.run(.mutant(mutant.name), live: 64) { server, prefix in
                            try await OmissionAttack(turns: 15).run(on: server, prefix)
                        }
                    }
                }
                + Mutant.broken(.time, among: Mutant.slowStores) { mutant in
                    PlannedMutant(mutant, breaking: .time, attackedBy: "stores") {
                        try await TimeTrial.run(.mutant(mutant.name), live: 1, flags: StoreTimeAttack.flags) {
                            server, _ in
                            try await StoreTimeAttack(indexes: 20, tokens: few / 20, seed: conditions.seed).run(
                                on: server)
                        }
                    }
                })
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
