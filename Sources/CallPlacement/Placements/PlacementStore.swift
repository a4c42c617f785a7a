public import Sealing

/// Keeps sealed PASSporTs for their lifetime, and counts the uses of tokens.
///
/// A store owns its clock and its limits (``PlacementLimits``): what has expired is never answered, not
/// even when ``sweep()`` is late.
public protocol PlacementStore: Sendable {
    /// Counts one use of a token and places a PASSporT, in one atomic step.
    ///
    /// When this returns ``PlacementOutcome/placed(_:)`` the use is counted on disk and the PASSporT can be
    /// sampled. The use is counted first, so a crash between the two can waste a use but never add one.
    ///
    /// - Throws: ``StoreError`` when nothing was placed. A use may have been counted all the same.
    func place(_ request: PlacementRequest) async throws(StoreError) -> PlacementOutcome

    /// Whether a use of this token was ever counted, so that its RSA signature need not be checked again.
    func hasCounter(for use: TokenUse) throws(StoreError) -> Bool

    /// A uniformly random choice of the live PASSporTs whose index has a prefix: all of them in random
    /// order where there are no more than `count`.
    ///
    /// Costs O(`count` · log n), whatever the number stored.
    func sample(_ prefix: IndexPrefix, atMost count: Int) throws(StoreError) -> [PlacementReference]

    /// The live placement of this identifier, if it still lives.
    func reference(to id: PlacementID) throws(StoreError) -> PlacementReference?

    /// What was placed, for each reference in its order; `nil` for one that has just expired.
    func read(_ references: [PlacementReference]) throws(StoreError) -> [PlacedPassport?]

    /// Removes what has expired. Costs about the same for each removed PASSporT whatever the number stored.
    ///
    /// - Returns: How many were removed.
    @discardableResult
    func sweep() async throws(StoreError) -> Int

    /// Number of live PASSporTs.
    var liveCount: Int { get }
}

/// What a store allows.
public struct PlacementLimits: Sendable {
    /// How long a PASSporT is kept.
    public var lifetime: Duration
    /// How often a token may be used.
    public var uses: Int
    /// How often a token may be used for one index within a lifetime.
    public var usesPerIndex: Int
    /// Where ``PlacementReference/pending`` stops counting.
    public var pendingMaximum: Int

    /// Limits as given.
    public init(lifetime: Duration, uses: Int, usesPerIndex: Int, pendingMaximum: Int) {
        self.lifetime = lifetime
        self.uses = uses
        self.usesPerIndex = usesPerIndex
        self.pendingMaximum = pendingMaximum
    }
}
