/// A list of bindings that is the same for everyone who asks.
public struct SharedKeyList: Sendable {
    /// Names what is in it: `KeyBindingList.entityTag(of:)`, without quotation marks.
    public let entityTag: String
    /// The list in pieces, to be sent one after the other: nobody has to hold them all at once.
    public let pieces: [[UInt8]]

    /// All bytes of it.
    public var byteCount: Int { pieces.reduce(0) { $0 + $1.count } }
}
