public import STIR

extension VerifiedKeyBinding {
    /// Of bindings from one or several directories, those that count for a number, in the order in which to seal.
    ///
    /// Of each signer and name only the one with the highest sequence is left. Signers take turns: every issuer's first
    /// signer first, each with its first binding, before anybody's second. So whoever seals to a bounded number of keys
    /// drops the surplus of those who have many, and nobody can crowd out others.
    public static func chosen(_ bindings: [VerifiedKeyBinding], for number: TelephoneNumber) -> [VerifiedKeyBinding] {
        var newest: [KeyBindingID: VerifiedKeyBinding] = [:]
        for binding in bindings where binding.binding.names(number) {
            let earlier = newest[binding.id]?.binding.sequence ?? .min
            if binding.binding.sequence > earlier { newest[binding.id] = binding }
        }
        let ordered = newest.values.sorted { $0.id < $1.id }
        let bySigner = Dictionary(grouping: ordered) { [$0.issuer, $0.signer.publicKeyInfo] }
        let queues = Dictionary(grouping: bySigner.values.map(\.self)) { $0.first?.issuer ?? [] }
            .mapValues { signers in takingTurns(signers.sorted(by: precedes)) }
        return takingTurns(queues.values.sorted(by: precedes))
    }

    private static func precedes(_ left: [VerifiedKeyBinding], _ right: [VerifiedKeyBinding]) -> Bool {
        guard let left = left.first, let right = right.first else { return false }
        return left.id < right.id
    }

    private static func takingTurns(_ queues: [[VerifiedKeyBinding]]) -> [VerifiedKeyBinding] {
        let rounds = queues.map(\.count).max() ?? 0
        return (0..<rounds).flatMap { round in queues.filter { round < $0.count }.map { $0[round] } }
    }
}
