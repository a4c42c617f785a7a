import Adversaries
import Mutants
import PrivacyReport

extension Plan {
    /// Claim 9: requests of all clients are alike.
    static func uniformity(_ conditions: RunConditions) -> Plan {
        let name = "two clients side by side"
        let attack = UniformityAttack(rounds: conditions.count(full: 3, small: 1))
        let once = UniformityAttack(rounds: 1)
        return Plan(
            attacks: [
                PlannedAttack(.uniformClients, name) { attack.compare(try await attack.watch()) }
            ],
            mutants: MutantClient.all.map { client in
                PlannedMutant(
                    client.name, "a client that \(client.fault)", breaking: .uniformClients, attackedBy: name
                ) {
                    once.compare(client.lives(try await once.watch()))
                }
            })
    }
}
