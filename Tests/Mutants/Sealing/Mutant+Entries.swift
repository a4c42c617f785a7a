internal import Adversaries
internal import CallPlacement
internal import Crypto
internal import Foundation
internal import Sealing

extension Mutant {
    /// Entries with PASSporTs that say more than they should, or the same twice.
    static let entries = [storedCiphertext, sameEntryKey, oneDummy, pendingOfAll, remainingOfAll]

    static let storedCiphertext = sealing(
        "stored-ciphertext", "the stored ciphertext is returned as it is", breaks: [.fresh, .noIntersection]
    ) { sealer in
        sealer.entry = { $0.live.sealed + $0.trailer + BreakableSealer.randomBytes(16) }
    }

    static let sameEntryKey = sealing(
        "entry-key-reused", "a recipient's entries are encrypted under the same key in every batch",
        breaks: [.fresh, .noIntersection]
    ) { sealer in
        let key = SymmetricKey(size: .bits256)
        sealer.entry = { entry in
            let code = HMAC<SHA256>.authenticationCode(for: entry.live.recipient.bytes, using: key)
            return try entry.sealed(with: SymmetricKey(data: Data(code)))
        }
    }

    static let oneDummy = Mutant(
        "one-dummy", "an answer holds the PASSporTs there are and one dummy",
        breaks: [.noIntersection, .randomToALearner]
    ) { service, parts in
        service.retrieval = RetrievalService(
            parts,
            sealer: Altered(sealer: BatchSealer(size: parts.policy.sealedSize)) { live, _ in (live, live.count + 1) })
    }

    static let pendingOfAll = Mutant(
        "pending-of-all", "pending counts everybody's PASSporTs under the prefix", breaks: [.neighbours]
    ) { service, parts in
        let sealer = BatchSealer(size: parts.policy.sealedSize)
        service.retrieval = RetrievalService(
            parts,
            sealer: Altered(sealer: sealer) { live, entries in
                let all = live.map { entry in
                    LiveEntry(
                        recipient: entry.recipient, sealed: entry.sealed, pending: live.count,
                        remaining: entry.remaining)
                }
                return (all, entries)
            })
    }

    static let remainingOfAll = Mutant(
        "remaining-of-all", "an entry says when the first PASSporT under the prefix ends, whosever it is",
        breaks: [.neighbours]
    ) { service, parts in
        let sealer = BatchSealer(size: parts.policy.sealedSize)
        service.retrieval = RetrievalService(
            parts,
            sealer: Altered(sealer: sealer) { live, entries in
                let first = live.map(\.remaining).min() ?? 0
                let all = live.map { entry in
                    LiveEntry(
                        recipient: entry.recipient, sealed: entry.sealed, pending: entry.pending, remaining: first)
                }
                return (all, entries)
            })
    }
}

/// The service's own sealer, asked for something else than it should be.
private struct Altered: BatchMaking {
    let sealer: BatchSealer
    let alter: @Sendable ([LiveEntry], Int) -> ([LiveEntry], Int)

    func batch(of live: [LiveEntry], entries: Int) throws(SealingError) -> [UInt8] {
        let (live, entries) = alter(live, entries)
        return try sealer.batch(of: live, entries: entries)
    }
}
