package import CallPlacement
package import Sealing

extension AttackedService {
    /// A PASSporT as the attacks store it; what it says is of no matter.
    private static let passport = "eyJ0eXAiOiJwYXNzcG9ydCJ9.e30.AQ"

    /// Seals a PASSporT to a recipient and places it.
    package func call(_ recipient: RecipientPublicKey) async throws {
        try await place(
            SealedPassport(sealing: [Self.passport], to: recipient, size: policy.sealedSize).bytes, for: recipient)
    }

    /// Places PASSporTs for new recipients under a prefix, so many for each.
    package func call(_ recipients: Int, under prefix: IndexPrefix, each count: Int = 1) async throws {
        for _ in 0..<recipients {
            let key = try RecipientPrivateKey.generate(under: prefix).publicKey
            for _ in 0..<count { try await call(key) }
        }
    }

    /// Starts what is attacked, lets it be attacked, and removes it however that ends.
    package static func attacking<Answer>(
        policy: ServicePolicy = .longLived, clock: ServiceClock = .system, changing change: Change,
        _ attack: (AttackedService) async throws -> Answer
    ) async throws -> Answer {
        let attacked = try await start(policy: policy, clock: clock, changing: change)
        do {
            let answer = try await attack(attacked)
            try await attacked.remove()
            return answer
        } catch {
            try? await attacked.remove()
            throw error
        }
    }
}

extension RecipientPrivateKey {
    /// A key whose index begins with a prefix, found by trying: 16 times as many tries for each digit.
    package static func generate(under prefix: IndexPrefix) throws -> RecipientPrivateKey {
        while true {
            let key = try generate()
            if prefix.contains(PlacementIndex(of: key.publicKey)) { return key }
        }
    }
}

extension ServicePolicy {
    /// As ``attacked``, with PASSporTs that outlive an attack of some minutes.
    package static var longLived: ServicePolicy {
        var policy = attacked
        policy.limits.lifetime = .seconds(3600)
        return policy
    }
}
