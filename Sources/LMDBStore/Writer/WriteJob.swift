import CallPlacement

/// A request that waits for the writer, and where its answer goes. Every job is answered exactly once.
enum WriteJob: Sendable {
    /// Where the answer goes.
    typealias Reply<Answer: Sendable> = CheckedContinuation<Result<Answer, StoreError>, Never>

    /// Committed together with its neighbours.
    case place(PlacementRequest, Reply<PlacementOutcome>)
    /// Committed together with its neighbours.
    case countIssuance(IssuanceRequest, Reply<Bool>)
    /// Committed alone.
    case openEpoch(publicKey: [UInt8], start: Int64, Reply<EpochRecord>)
    /// Committed alone.
    case retire(EpochID, Reply<Void>)
    /// Committed alone, a few placements at a time.
    case sweep(Reply<Int>)
    /// Committed alone.
    case keepKeyBinding(KeyBindingRecord, Reply<KeyBindingKeeping>)
    /// Committed alone.
    case forgetKeyBindings(Int64, Reply<Int>)
    /// Answered when everything before it is on disk.
    case flush(Reply<Void>)

    /// One token to count towards a credential's quota.
    struct IssuanceRequest: Sendable {
        var credential: CredentialID
        var epoch: EpochID
        var quota: Int
    }

    /// Whether it may share a commit with others.
    var isCounting: Bool {
        switch self {
        case .place, .countIssuance: true
        case .openEpoch, .retire, .sweep, .keepKeyBinding, .forgetKeyBindings, .flush: false
        }
    }
}
