internal import BlindTokens
internal import Synchronization

/// The keys `K_cps` of all epochs whose tokens are taken: the private one of the current epoch, and the
/// public ones of those before.
///
/// Epochs begin and end by ``ServiceClock/steadySeconds()``: while the service runs, a wall clock that is set opens none and
/// retires none.
final class EpochKeyring: Sendable {
    /// An epoch and its public key.
    struct Epoch: Sendable {
        let record: EpochRecord
        let publicKey: BlindRSAPublicKey
    }

    private struct State {
        var epochs: [Epoch]
        var current: Epoch
        var privateKey: BlindRSAPrivateKey
        var isRotating = false
    }

    private let state: Mutex<State>
    private let ledger: any Ledger
    private let folder: EpochKeyFolder
    private let policy: EpochPolicy
    private let clock: ServiceClock

    private init(
        state: State, ledger: any Ledger, folder: EpochKeyFolder, policy: EpochPolicy, clock: ServiceClock
    ) {
        self.state = Mutex(state)
        self.ledger = ledger
        self.folder = folder
        self.policy = policy
        self.clock = clock
    }

    /// Reads what is there, and opens an epoch where there is no current one.
    static func open(
        ledger: any Ledger, folder: EpochKeyFolder, policy: EpochPolicy, clock: ServiceClock
    ) async throws(EpochError) -> EpochKeyring {
        // First of all, since a ledger that is full of epochs whose grace is over has no room for another.
        try await forget(try readEpochs(ledger).map(\.record), over: clock.steadySeconds(), policy: policy, in: ledger)
        let epochs = try readEpochs(ledger)
        let current: Epoch
        let privateKey: BlindRSAPrivateKey
        if let last = epochs.last, policy.signs(last.record, at: clock.steadySeconds()),
            let key = try folder.read(for: last.publicKey)
        {
            (current, privateKey) = (last, key)
        } else {
            (current, privateKey) = try await openEpoch(ledger: ledger, folder: folder, start: clock.steadySeconds())
        }
        try folder.removeAll(but: current.publicKey)
        let others = epochs.filter { $0.record.id != current.record.id }
        let keyring = EpochKeyring(
            state: State(epochs: others + [current], current: current, privateKey: privateKey),
            ledger: ledger, folder: folder, policy: policy, clock: clock)
        try await keyring.rotateIfDue()
        return keyring
    }

    /// The epoch that tokens are issued in, and its private key.
    var current: (epoch: Epoch, privateKey: BlindRSAPrivateKey) {
        state.withLock { ($0.current, $0.privateKey) }
    }

    /// The epoch whose key has an identifier, where its tokens are still taken.
    func acceptedEpoch(of keyID: TokenKeyID) -> Epoch? {
        let now = clock.steadySeconds()
        return state.withLock { state in
            state.epochs.first { $0.publicKey.tokenKeyID == keyID && policy.accepts($0.record, at: now) }
        }
    }

    /// How many epochs there are whose tokens are taken.
    var acceptedCount: Int {
        let now = clock.steadySeconds()
        return state.withLock { state in state.epochs.count { policy.accepts($0.record, at: now) } }
    }

    /// Opens the next epoch where the current one has ended, and retires those whose grace is over.
    ///
    /// - Returns: Whether a new epoch was opened.
    @discardableResult
    func rotateIfDue() async throws(EpochError) -> Bool {
        let begun = state.withLock { state in
            guard !state.isRotating else { return false }
            state.isRotating = true
            return true
        }
        guard begun else { return false }
        defer { state.withLock { $0.isRotating = false } }
        let now = clock.steadySeconds()
        // Before an epoch is opened: it may need the room of one that is over.
        try await retire(at: now)
        let isDue = !policy.signs(current.epoch.record, at: now)
        if isDue {
            let (epoch, key) = try await Self.openEpoch(ledger: ledger, folder: folder, start: now)
            state.withLock { state in
                state.epochs.append(epoch)
                state.current = epoch
                state.privateKey = key
            }
            try folder.removeAll(but: epoch.publicKey)
            // The one before may have had no grace.
            try await retire(at: now)
        }
        return isDue
    }

    /// An epoch is forgotten here only once the ledger has forgotten it, so that a failure is tried again.
    private func retire(at now: Int64) async throws(EpochError) {
        let records = state.withLock { $0.epochs.map(\.record) }
        try await Self.forget(records, over: now, policy: policy, in: ledger)
        state.withLock { state in state.epochs.removeAll { !policy.accepts($0.record, at: now) } }
    }

    /// Lets the ledger forget those epochs whose tokens are no longer taken.
    private static func forget(
        _ records: [EpochRecord], over now: Int64, policy: EpochPolicy, in ledger: any Ledger
    ) async throws(EpochError) {
        for record in records where !policy.accepts(record, at: now) {
            do {
                try await ledger.retire(record.id)
            } catch {
                throw .ledger(error)
            }
        }
    }

    /// Makes a key; its file is written before the ledger knows of it, so that no epoch is without its key.
    private static func openEpoch(
        ledger: any Ledger, folder: EpochKeyFolder, start: Int64
    ) async throws(EpochError) -> (Epoch, BlindRSAPrivateKey) {
        let key: BlindRSAPrivateKey
        do {
            key = try BlindRSAPrivateKey.generate()
        } catch {
            throw .keyGeneration(error.description)
        }
        try folder.write(key)
        do {
            let record = try await ledger.open(publicKey: key.publicKey.spki, start: start)
            return (Epoch(record: record, publicKey: key.publicKey), key)
        } catch {
            // The next attempt makes another key: without this, a full disk would fill with keys of no epoch.
            try? folder.remove(key)
            throw .ledger(error)
        }
    }

    private static func readEpochs(_ ledger: any Ledger) throws(EpochError) -> [Epoch] {
        do {
            return try ledger.epochs().map { Epoch(record: $0, publicKey: try BlindRSAPublicKey(spki: $0.publicKey)) }
        } catch let error as StoreError {
            throw .ledger(error)
        } catch {
            throw .ledger(.damaged("the ledger holds an epoch whose public key cannot be read"))
        }
    }
}
