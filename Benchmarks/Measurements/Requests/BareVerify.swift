internal import Crypto
internal import CryptoExtras
internal import Foundation

/// One RSA-2048 PSS verification and one of Ed25519, without anything around them.
enum BareVerify {
    private static let repetitions = 400
    private static let rounds = 7

    /// Seconds that both take together: the least of several rounds, since a bare time has no excuse.
    static func seconds() throws -> Double {
        let message = Data((0..<200).map { UInt8($0) })
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let pss = try rsa.signature(for: SHA384.hash(data: message), padding: .PSS)
        let ed25519 = Curve25519.Signing.PrivateKey()
        let signature = try ed25519.signature(for: message)
        let (rsaKey, edKey) = (rsa.publicKey, ed25519.publicKey)
        var good = true
        let times = (0..<rounds).map { _ in
            let start = ContinuousClock.now
            for _ in 0..<repetitions {
                good =
                    rsaKey.isValidSignature(pss, for: SHA384.hash(data: message), padding: .PSS)
                    && edKey.isValidSignature(signature, for: message) && good
            }
            return (ContinuousClock.now - start) / .seconds(repetitions)
        }
        precondition(good, "a signature was not verified, so nothing was timed")
        return times.min() ?? .nan
    }
}
