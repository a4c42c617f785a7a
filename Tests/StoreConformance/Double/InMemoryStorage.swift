import BlindTokens
package import CallPlacement
import KeyDirectory
package import Sealing
import Synchronization

/// A store and a ledger in memory, for tests of what stands on them.
package final class InMemoryStorage: PlacementStore, Ledger {
    private struct Epoch {
        var record: EpochRecord
        var uses: [KTemp: Int] = [:]
        var quotas: [CredentialID: Int] = [:]
    }

    /// Names the uses of one token for one index.
    private struct UseKey: Hashable {
        var kTemp: KTemp
        var index: PlacementIndex
    }

    private struct State {
        var live: LiveIndex
        var passports: [PlacementID: PlacedPassport] = [:]
        var useKeys: [PlacementID: UseKey] = [:]
        var indexUses: [UseKey: [(digest: [UInt8], id: PlacementID)]] = [:]
        var epochs: [EpochID: Epoch] = [:]
        var nextID: UInt64 = 1
        var nextEpoch: UInt32 = 1
        var swept = 0

        /// Removes what has expired.
        mutating func expire(upTo now: BootInstant) {
            for id in live.expire(upTo: now) {
                passports[id] = nil
                swept += 1
                guard let key = useKeys.removeValue(forKey: id) else { continue }
                indexUses[key]?.removeAll { $0.id == id }
                if indexUses[key]?.isEmpty == true { indexUses[key] = nil }
            }
        }
    }

    private let limits: PlacementLimits
    private let clock: ServiceClock
    private let state: Mutex<State>
    let keyRecords = Mutex<[KeyBindingID: KeyBindingRecord]>([:])

    package init(limits: PlacementLimits, clock: ServiceClock) {
        self.limits = limits
        self.clock = clock
        self.state = Mutex(State(live: LiveIndex(pendingMaximum: limits.pendingMaximum)))
    }

    private func withState<Answer: Sendable>(_ body: (inout State) -> Answer) -> Answer {
        state.withLock { state in
            state.expire(upTo: clock.boot())
            return body(&state)
        }
    }

    // MARK: PlacementStore

    package func place(_ request: PlacementRequest) async throws(StoreError) -> PlacementOutcome {
        let expiry = clock.boot().advanced(by: limits.lifetime)
        return withState { state in
            let key = UseKey(kTemp: request.use.kTemp, index: request.index)
            let uses = state.indexUses[key] ?? []
            if let earlier = uses.first(where: { $0.digest == request.digest }),
                let reference = state.live.reference(to: earlier.id)
            {
                return .repeated(reference)
            }
            guard uses.count < limits.usesPerIndex else { return .tokenUsedUpForIndex }
            let counted = state.epochs[request.use.epoch]?.uses[request.use.kTemp, default: 0] ?? .max
            guard counted < limits.uses else { return .tokenUsedUp }
            state.epochs[request.use.epoch]?.uses[request.use.kTemp] = counted + 1

            let id = PlacementID(rawValue: state.nextID)
            state.nextID += 1
            state.live.insert(request.index, id: id, expiry: max(expiry, state.live.latestExpiry ?? expiry))
            state.passports[id] = PlacedPassport(recipient: request.recipient, sealed: request.sealed)
            state.useKeys[id] = key
            state.indexUses[key] = uses + [(request.digest, id)]
            return state.live.reference(to: id).map { .placed($0) } ?? .tokenUsedUp
        }
    }

    package func hasCounter(for use: TokenUse) throws(StoreError) -> Bool {
        withState { $0.epochs[use.epoch]?.uses[use.kTemp] != nil }
    }

    package func sample(_ prefix: IndexPrefix, atMost count: Int) throws(StoreError) -> [PlacementReference] {
        withState { state in
            var generator = SystemRandomNumberGenerator()
            return state.live.sample(prefix, atMost: count, using: &generator)
        }
    }

    package func reference(to id: PlacementID) throws(StoreError) -> PlacementReference? {
        withState { $0.live.reference(to: id) }
    }

    package func read(_ references: [PlacementReference]) throws(StoreError) -> [PlacedPassport?] {
        withState { state in references.map { state.passports[$0.id] } }
    }

    @discardableResult
    package func sweep() async throws(StoreError) -> Int {
        withState { state in
            defer { state.swept = 0 }
            return state.swept
        }
    }

    package var liveCount: Int { withState { $0.live.count } }

    // MARK: Ledger

    package func epochs() throws(StoreError) -> [EpochRecord] {
        withState { $0.epochs.values.map(\.record).sorted { $0.id < $1.id } }
    }

    package func open(publicKey: [UInt8], start: Int64) async throws(StoreError) -> EpochRecord {
        withState { state in
            let record = EpochRecord(id: EpochID(rawValue: state.nextEpoch), publicKey: publicKey, start: start)
            state.nextEpoch += 1
            state.epochs[record.id] = Epoch(record: record)
            return record
        }
    }

    package func retire(_ epoch: EpochID) async throws(StoreError) {
        withState { $0.epochs[epoch] = nil }
    }

    package func countIssuance(
        to credential: CredentialID, in epoch: EpochID, quota: Int
    ) async throws(StoreError) -> Bool {
        withState { state in
            guard let issued = state.epochs[epoch]?.quotas[credential, default: 0], issued < quota else { return false }
            state.epochs[epoch]?.quotas[credential] = issued + 1
            return true
        }
    }
}
