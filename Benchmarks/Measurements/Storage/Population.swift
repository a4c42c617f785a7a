internal import BlindTokens
internal import CallPlacement
internal import Sealing

/// PASSporTs that follow from their number, so that none has to be kept in order to be polled.
///
/// Sixteen in a row share the first four digits of their index, and no others have these: a batch of 16 is full under
/// four digits and under one, however many live. In every eighth such row all sixteen are one recipient's.
enum Population {
    /// How many share four digits.
    static let rowLength = 16
    /// Every so many rows one is one recipient's alone.
    static let sharedEvery = 8
    /// There are so many different first four digits.
    private static let rowLimit = 65_536

    /// A request to place PASSporT number `number`.
    ///
    /// - Parameters:
    ///   - sealed: is not looked at by a store, so it may be the same for all.
    ///   - token: which token pays.
    static func request(_ number: Int, sealed: [UInt8], token: Int, epoch: EpochID) throws -> PlacementRequest {
        let recipient = recipientNumber(number)
        return PlacementRequest(
            recipient: try RecipientPublicKey(bytes: bytes(.recipient, recipient, topBits: 0x3f)),
            index: index(of: recipient), sealed: sealed, digest: bytes(.digest, number),
            use: TokenUse(kTemp: KTemp(unchecked: bytes(.token, token)), epoch: epoch))
    }

    /// The index that PASSporT number `number` is placed under: not the hash of a key, but spread like one.
    static func index(ofNumber number: Int) -> PlacementIndex { index(of: recipientNumber(number)) }

    /// The recipient of PASSporT number `number`, by the number of the first one that this recipient has.
    private static func recipientNumber(_ number: Int) -> Int {
        let row = number / rowLength
        return row.isMultiple(of: sharedEvery) ? row * rowLength : number
    }

    private static func index(of recipient: Int) -> PlacementIndex {
        // An odd factor makes every row another place of all.
        let digits = UInt64(recipient / rowLength * 40_503 % rowLimit)
        let words = (0..<4).map { word(.index, recipient, $0) }
        return PlacementIndex(words: (digits << 48 | words[0] >> 16, words[1], words[2], words[3]))
    }

    private enum Kind: UInt64 {
        case recipient = 1
        case index, digest, token
    }

    private static func bytes(_ kind: Kind, _ number: Int, topBits: UInt8 = 0xff) -> [UInt8] {
        var bytes = (0..<4).flatMap { place in
            let word = word(kind, number, place)
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        bytes[31] &= topBits
        return bytes
    }

    /// Spreads numbers over all words (the finish of SplitMix64).
    private static func word(_ kind: Kind, _ number: Int, _ place: Int) -> UInt64 {
        var word = (kind.rawValue << 56 | UInt64(number) << 2 | UInt64(place)) &* 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
