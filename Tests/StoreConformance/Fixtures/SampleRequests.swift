package import BlindTokens
package import CallPlacement
package import Sealing
internal import SeededRandomness

/// Requests made out of numbers: the same number gives the same thing.
package enum SampleRequests {
    /// Bytes of the sealed PASSporTs.
    package static let sealedSize = 256

    /// A recipient.
    package static func recipient(_ number: Int) throws -> RecipientPublicKey {
        var bytes = random(32, seed: 0x7265_6370 ^ UInt64(number))
        bytes[31] &= 0x3f
        return try RecipientPublicKey(bytes: bytes)
    }

    /// The index of a recipient.
    package static func index(_ number: Int) throws -> PlacementIndex {
        PlacementIndex(of: try recipient(number))
    }

    /// The prefix of all 64 digits of a recipient's index.
    package static func prefix(_ number: Int) throws -> IndexPrefix {
        try IndexPrefix(of: index(number), digits: 64)
    }

    /// The prefixes of one digit, which together cover every index.
    package static func everything() throws -> [IndexPrefix] {
        try "0123456789abcdef".map { try IndexPrefix(hex: String($0)) }
    }

    /// A token.
    package static func kTemp(_ number: Int) -> KTemp {
        KTemp(unchecked: random(KTemp.byteCount, seed: 0x6b74_656d ^ UInt64(number)))
    }

    /// A credential.
    package static func credential(_ number: Int) -> CredentialID {
        CredentialID(bytes: random(CredentialID.byteCount, seed: 0x6372_6564 ^ UInt64(number)))
    }

    /// A request to place body number `body` for a recipient with a token.
    package static func request(
        to recipient: Int, body: Int, token: Int, epoch: EpochID, sealedSize: Int = sealedSize
    ) throws -> PlacementRequest {
        PlacementRequest(
            recipient: try self.recipient(recipient),
            index: try index(recipient),
            sealed: random(sealedSize, seed: 0x626f_6479 ^ UInt64(body)),
            digest: random(32, seed: 0x6467_7374 ^ UInt64(body)),
            use: TokenUse(kTemp: kTemp(token), epoch: epoch))
    }

    /// So many bytes that follow from the seed.
    package static func random(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed &* 0x9e37_79b9_7f4a_7c15)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return Array(bytes.prefix(count))
    }
}
