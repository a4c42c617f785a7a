internal import Adversaries
internal import Crypto
internal import Foundation
internal import Synchronization

extension Mutant {
    /// `E` that is not the public key of a key pair for this batch and no other.
    static let ephemerals = [repeatedEphemeral, randomEphemeral]

    static let repeatedEphemeral = sealing(
        "repeated-e", "every tenth batch has the E of the batch ten before", breaks: [.fresh]
    ) { sealer in
        let pair = Curve25519.KeyAgreement.PrivateKey()
        let raw = pair.rawRepresentation
        let count = Mutex(0)
        sealer.ephemeral = {
            let isTenth = count.withLock { count in
                count += 1
                return count.isMultiple(of: 10)
            }
            let same = isTenth ? try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: raw) : nil
            return same ?? Curve25519.KeyAgreement.PrivateKey()
        }
    }

    static let randomEphemeral = sealing(
        "random-e", "E is random bytes where there is nobody to encrypt to", breaks: [.randomToTheEye]
    ) { sealer in
        sealer.shown = { publicKey, live in
            guard live == 0 else { return publicKey }
            var random = BreakableSealer.randomBytes(32)
            // As one does who has read that the top bit of a public key is clear.
            random[31] &= 0x7f
            return random
        }
    }
}
