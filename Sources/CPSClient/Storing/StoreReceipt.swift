/// What became of a store.
public struct StoreReceipt: Hashable, Sendable {
    /// How many sealed PASSporTs were placed.
    public let copies: Int
    /// How many tokens were spent for it.
    public let tokens: Int
    /// Seconds that they will be kept.
    public let lifetime: Int
}
