/// How a PASSporT reached the called side.
public enum PassportProvenance: Hashable, Sendable {
    /// In the signaling, as an Identity header.
    case inBand
    /// From a Call Placement Service, which will keep it for so many seconds more.
    case outOfBand(remaining: Int)
}
