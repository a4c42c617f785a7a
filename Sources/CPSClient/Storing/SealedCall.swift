internal import Sealing

/// The PASSporTs of one call, sealed to every key of the called number and not yet stored.
///
/// ``CallPlacementClient/seal(_:to:)`` makes one, ``CallPlacementClient/place(_:spendingFrom:)`` stores it.
public struct SealedCall: Sendable {
    /// One store.
    struct Copy: Sendable {
        let recipient: RecipientPublicKey
        let sealed: SealedPassport
    }

    /// The copies that each token is spent on.
    let tokens: [[Copy]]

    /// How many sealed PASSporTs there are.
    public var copies: Int { tokens.reduce(0) { $0 + $1.count } }

    /// Seals what was planned.
    ///
    /// - Throws: ``CPSClientError/nothingToStore``, ``CPSClientError/cryptography``.
    init(_ plan: SpendingPlan, size: SealedSize) throws(CPSClientError) {
        guard !plan.tokens.isEmpty else { throw .nothingToStore }
        var tokens: [[Copy]] = []
        for copies in plan.tokens {
            var sealedCopies: [Copy] = []
            for copy in copies {
                guard let sealed = try? SealedPassport(sealing: copy.passports, to: copy.recipient, size: size) else {
                    throw .cryptography
                }
                sealedCopies.append(Copy(recipient: copy.recipient, sealed: sealed))
            }
            tokens.append(sealedCopies)
        }
        self.tokens = tokens
    }
}

extension SealedCall: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "sealed call(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
