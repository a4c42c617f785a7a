public import CallPlacement
public import CoreMetrics

/// Where and how an ``LMDBStorage`` keeps things.
public struct LMDBStorageSettings: Sendable {
    /// The folder of placements, which should be memory-backed (``MemoryBacking``). Made with mode 0700 where it is
    /// missing; those above it must exist.
    public var placementsFolder: String
    /// The folder of the ledger, on a disk. Made with mode 0700 where it is missing.
    public var ledgerFolder: String
    /// Bytes of a sealed PASSporT: 1 to 131,072.
    public var sealedSize: Int
    /// What the store allows.
    public var limits: PlacementLimits
    /// Bytes that the placements may grow to: about 2,500 for each PASSporT of 2,048 bytes, and a sixteenth more.
    /// The default is 1 GiB.
    public var placementsMapSize = 1 << 30
    /// Bytes that the ledger may grow to: about 80 for each token of the epochs that are not retired. The default is
    /// 4 GiB; the file grows only as it is used.
    public var ledgerMapSize = 4 << 30
    /// How many waiting requests are committed together at most.
    public var groupSize = 256
    /// What counts the writer's work.
    public var metrics: any MetricsFactory = MetricsSystem.factory

    /// Settings with the default sizes.
    public init(placementsFolder: String, ledgerFolder: String, sealedSize: Int, limits: PlacementLimits) {
        self.placementsFolder = placementsFolder
        self.ledgerFolder = ledgerFolder
        self.sealedSize = sealedSize
        self.limits = limits
    }
}
