import Sealing
import TestVectors

/// Things that many tests need.
enum Samples {
    /// The smallest size that a deployment may have, so that tests are quick.
    static var size: SealedSize { get throws { try SealedSize(byteCount: 512) } }

    /// A text in the form of a JWS compact serialization.
    static let passport = "eyJ0eXAiOiJwYXNzcG9ydCJ9.e30.AQ"

    /// A live PASSporT of a recipient.
    static func live(
        _ recipient: RecipientPublicKey, passport: String = passport, pending: Int = 1, remaining: Int = 60
    ) throws -> LiveEntry {
        let sealed = try SealedPassport(sealing: [passport], to: recipient, size: try size)
        return LiveEntry(recipient: recipient, sealed: sealed.bytes, pending: pending, remaining: remaining)
    }

    /// So many bytes.
    static func random(_ count: Int, using generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
