internal import Encodings
public import KeyDirectory
public import Logging
internal import STIR
public import ServiceLifecycle
internal import Synchronization

/// The key directory: takes bindings and withdrawals from those who signed them, and gives all to anyone.
///
/// Who may do what:
/// - A binding replaces the earlier one of the same signing key and name, if its sequence is higher, and no other.
///   Another certificate for the same number adds a binding of its own.
/// - A withdrawal, by the same signing key, takes back what has its sequence or a lower one.
/// - Both are taken only from the holder of the key that signed them, so that nobody can play back an old one.
/// - A signer has a bounded number of names. For one number, the signers of one issuer have a bounded number of bindings
///   together; there is no bound over all issuers, since one could use it up to lock out another.
/// - What has ended, by its own time or because a certificate of its chain has, is not given any more.
public final class KeyDirectoryService: Sendable, Service {
    /// How often what has ended is removed from the store.
    static let interval = Duration.seconds(60)

    /// What an operator decided.
    public var policy: KeyDirectoryPolicy { rules.value.policy }

    /// What may be replaced while the service runs.
    private struct Rules {
        let policy: KeyDirectoryPolicy
        let verifier: KeyBindingVerifier
    }

    private struct State {
        var listing: KeyListing
        /// The names of each signer that are kept.
        var names: [CredentialID: [KeyBindingID: Name]] = [:]
        /// Bindings that are being written, so that two at once do not exceed a limit that one alone keeps.
        var underWay: [Int: ListedBinding] = [:]
        var nextTicket = 0
        var isTakenUp = false

        /// Notes what the store has kept, and says whether that counts: two may have been kept one after the other, and
        /// come here in the other order.
        mutating func note(_ record: KeyBindingRecord) -> Bool {
            let before = names[record.signer]?[record.id]
            let counts = before.map {
                record.content == nil ? record.sequence >= $0.sequence : record.sequence > $0.sequence
            }
            guard counts ?? true else { return false }
            names[record.signer, default: [:]][record.id] = Name(
                sequence: record.sequence, remembered: max(record.remembered, before?.remembered ?? 0))
            return true
        }

        /// Whether a signer may have a name: it has it, or has less than it may have.
        func mayHave(_ id: KeyBindingID, _ signer: CredentialID, atMost limit: Int) -> Bool {
            let names = names[signer, default: [:]]
            let new = Set(underWay.values.lazy.filter { $0.signer == signer && names[$0.id] == nil }.map(\.id))
            return names[id] != nil || new.contains(id) || names.count + new.count < limit
        }
    }

    /// A name that is kept.
    private struct Name {
        /// The highest sequence that was taken.
        let sequence: Int64
        /// The second from which on it is forgotten.
        let remembered: Int64
    }

    private let store: any KeyBindingStore
    private let issuance: IssuanceService
    private let rules: Current<Rules>
    private let clock: ServiceClock
    private let logger: Logger
    private let state: Mutex<State>

    /// A directory; what is kept is taken up by ``run()``.
    ///
    /// - Parameters:
    ///   - service: counts what each credential sends.
    ///   - verifier: trusts the authorities whose holders may publish.
    public convenience init(
        policy: KeyDirectoryPolicy, store: any KeyBindingStore, service: CallPlacementService,
        verifier: KeyBindingVerifier, clock: ServiceClock, logger: Logger
    ) {
        self.init(
            policy: policy, store: store, issuance: service.issuance, verifier: verifier, clock: clock, logger: logger)
    }

    init(
        policy: KeyDirectoryPolicy, store: any KeyBindingStore, issuance: IssuanceService, verifier: KeyBindingVerifier,
        clock: ServiceClock, logger: Logger
    ) {
        self.rules = Current(Rules(policy: policy, verifier: verifier))
        self.store = store
        self.issuance = issuance
        self.clock = clock
        self.logger = logger
        self.state = Mutex(State(listing: KeyListing(digits: policy.digits)))
    }

    // MARK: Giving

    /// The answer about a bucket, of a size that is one of few; `nil` where the bucket has another number of digits than
    /// this deployment's.
    ///
    /// - Throws: ``ServiceFailure`` that is for want of room, until everything has been taken up.
    public func answer(about bucket: NumberBucket) throws(ServiceFailure) -> [UInt8]? {
        guard bucket.hex.utf8.count == policy.digits else { return nil }
        return try withListing { $0.answer(about: bucket) }
    }

    /// The bindings for so many numbers that they would be in most buckets.
    ///
    /// - Throws: as ``answer(about:)``.
    public func broadBindings() throws(ServiceFailure) -> SharedKeyList { try withListing { $0.broadBindings() } }

    /// Every binding.
    ///
    /// - Throws: as ``answer(about:)``.
    public func everything() throws(ServiceFailure) -> SharedKeyList { try withListing { $0.everything() } }

    /// Number of bindings that are given.
    package var count: Int { state.withLock { $0.listing.count } }

    private func withListing<Answer: Sendable>(
        _ body: (inout KeyListing) -> Answer
    ) throws(ServiceFailure) -> Answer {
        let now = clock.surelyPassedSeconds()
        let answer: Answer? = state.withLock { state in
            guard state.isTakenUp else { return nil }
            state.listing.removeEnded(by: now)
            return body(&state.listing)
        }
        guard let answer else { throw Self.notYet }
        return answer
    }

    private static let notYet = ServiceFailure.store(.full("the key bindings have not all been taken up yet"))

    // MARK: Taking

    /// Takes a binding, on disk before it returns.
    ///
    /// - Parameters:
    ///   - text: a key binding in JWS compact serialization.
    ///   - sender: the credential at the other end of the connection.
    public func publish(_ text: String, from sender: CredentialID) async throws(ServiceFailure) -> KeyPublication {
        let unverified: UnverifiedKeyBinding
        do {
            unverified = try UnverifiedKeyBinding(text)
        } catch {
            return .refused(.malformed(error))
        }
        let now = clock.wallSeconds()
        let version = self.rules.version
        let rules = self.rules.value
        let verified: VerifiedKeyBinding
        switch await rules.verifier.verify(unverified, at: now) {
        case .valid(let binding): verified = binding
        case .refused(let refusal): return .refused(.notBelieved(refusal))
        }
        guard CredentialID(publicKeyInfo: verified.signer.publicKeyInfo) == sender else {
            return .refused(.signedByAnother)
        }
        let listed = ListedBinding(verified, of: sender, digits: policy.digits)
        let ticket: Int
        switch try reserve(listed, of: sender) {
        case .done(let publication): return publication
        case .reserved(let number): ticket = number
        }
        defer { state.withLock { $0.underWay[ticket] = nil } }
        guard try await issuance.count(sender.asPublisher, quota: policy.quota) else { return .refused(.quotaUsedUp) }
        let record = KeyBindingRecord(
            id: verified.id, signer: sender, sequence: listed.sequence, content: Array(text.utf8), ends: listed.ends,
            remembered: Self.remembered(from: now))
        let keeping = try await keep(record)
        guard keeping == .kept else { return keeping == .repeated ? .accepted : .refused(.outdated) }
        state.withLock { state in
            if state.note(record) { state.listing.insert([listed]) }
        }
        // Whoever was trusted when this was verified may not be any more.
        if version != self.rules.version { try await verifyAll() }
        return .accepted
    }

    /// Takes a withdrawal, on disk before it returns.
    public func withdraw(_ text: String, from sender: CredentialID) async throws(ServiceFailure) -> KeyPublication {
        let unverified: UnverifiedKeyWithdrawal
        do {
            unverified = try UnverifiedKeyWithdrawal(text)
        } catch {
            return .refused(.malformed(error))
        }
        let now = clock.wallSeconds()
        let rules = self.rules.value
        let verified: VerifiedKeyWithdrawal
        switch await rules.verifier.verify(unverified, at: now) {
        case .valid(let withdrawal): verified = withdrawal
        case .refused(let refusal): return .refused(.notBelieved(refusal))
        }
        guard CredentialID(publicKeyInfo: verified.signer.publicKeyInfo) == sender else {
            return .refused(.signedByAnother)
        }
        let id = verified.id
        let (isKnown, isAllowed) = try withTakenUp { state in
            (state.names[sender]?[id] != nil, state.mayHave(id, sender, atMost: policy.namesPerSigner))
        }
        guard isAllowed else { return .refused(.tooMany) }
        // What is known can always be taken back. What is not takes a place.
        if !isKnown {
            guard try await issuance.count(sender.asPublisher, quota: policy.quota) else {
                return .refused(.quotaUsedUp)
            }
        }
        let record = KeyBindingRecord(
            id: id, signer: sender, sequence: verified.withdrawal.sequence, content: nil, ends: now,
            remembered: Self.remembered(from: now))
        let keeping = try await keep(record)
        guard keeping == .kept else { return keeping == .repeated ? .accepted : .refused(.outdated) }
        state.withLock { state in
            if state.note(record) { state.listing.remove([id]) }
        }
        return .accepted
    }

    private func keep(_ record: KeyBindingRecord) async throws(ServiceFailure) -> KeyBindingKeeping {
        do {
            return try await store.keep(record)
        } catch {
            throw .store(error)
        }
    }

    /// Until when a sequence taken now is remembered: nothing that was signed before can be valid then.
    private static func remembered(from now: Int64) -> Int64 {
        now + KeyBinding.maximumValidity + KeyBindingVerifier.clockTolerance
    }

    private enum Reservation {
        case done(KeyPublication)
        case reserved(Int)
    }

    /// Checks the limits and takes a place within them, in one step.
    private func reserve(
        _ binding: ListedBinding, of sender: CredentialID
    ) throws(ServiceFailure) -> Reservation {
        try withTakenUp { state in
            state.listing.removeEnded(by: clock.surelyPassedSeconds())
            if let kept = state.listing.binding(binding.id), binding.sequence <= kept.sequence {
                return .done(kept.digest == binding.digest ? .accepted : .refused(.outdated))
            }
            guard state.mayHave(binding.id, sender, atMost: policy.namesPerSigner) else {
                return .done(.refused(.tooMany))
            }
            let underWay = state.underWay.values.filter { $0.issuer == binding.issuer && $0.id != binding.id }
            let others = state.listing.coverages(issuedBy: binding.issuer, except: binding.id)
            guard binding.coverage.depth(among: others + underWay.map(\.coverage)) < policy.bindingsPerNumber else {
                return .done(.refused(.tooManyForNumber))
            }
            state.nextTicket += 1
            state.underWay[state.nextTicket] = binding
            return .reserved(state.nextTicket)
        }
    }

    private func withTakenUp<Answer: Sendable>(
        _ body: (inout State) -> Answer
    ) throws(ServiceFailure) -> Answer {
        let answer: Answer? = state.withLock { $0.isTakenUp ? body(&$0) : nil }
        guard let answer else { throw Self.notYet }
        return answer
    }

    // MARK: Living

    /// Takes up what is kept, and then removes what has ended again and again, until it is told to stop.
    public func run() async throws {
        try await takeUp()
        for await _ in Ticks(every: Self.interval).cancelOnGracefulShutdown() {
            do {
                try await maintain()
            } catch {
                logger.error(
                    "key bindings that have ended could not be removed; it will be tried again",
                    metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Reads what is kept. All of it is verified again, so that what was signed under an authority that is not trusted
    /// any more is not given.
    package func takeUp() async throws {
        let now = clock.wallSeconds()
        let version = rules.version
        let records = try store.keyBindings()
        var listed: [ListedBinding] = []
        for record in records where record.ends > now {
            if let binding = await verified(record, at: now) { listed.append(binding) }
        }
        state.withLock { state in
            for record in records where record.remembered > now { _ = state.note(record) }
            state.listing.insert(listed)
            state.isTakenUp = true
        }
        if version != rules.version { try await verifyAll() }
    }

    /// Goes on by other rules. What is no longer vouched for by a trusted authority is not given any more, and what is
    /// again, is.
    ///
    /// - Parameters:
    ///   - policy: with as many digits as before; they are fixed for a run.
    ///   - verifier: trusts the authorities whose holders may publish from now on.
    public func replaceRules(_ policy: KeyDirectoryPolicy, verifier: KeyBindingVerifier) async throws(ServiceFailure) {
        var policy = policy
        policy.digits = self.policy.digits
        rules.replace(with: Rules(policy: policy, verifier: verifier))
        try await verifyAll()
    }

    /// Goes on by another policy, and trusts whom it trusted.
    public func replacePolicy(_ policy: KeyDirectoryPolicy) {
        var policy = policy
        policy.digits = self.policy.digits
        rules.replace(with: Rules(policy: policy, verifier: rules.value.verifier))
    }

    /// Verifies all that is kept by the current rules.
    private func verifyAll() async throws(ServiceFailure) {
        let now = clock.wallSeconds()
        for record in try keptBindings() where record.content != nil && record.ends > now {
            let listed = await verified(record, at: now)
            state.withLock { state in
                // What was taken meanwhile is newer.
                guard state.isTakenUp, state.names[record.signer]?[record.id]?.sequence == record.sequence else {
                    return
                }
                if let listed { state.listing.insert([listed]) } else { state.listing.remove([record.id]) }
            }
        }
        // What was withdrawn meanwhile may have the sequence of what it withdraws.
        let withdrawn = try keptBindings().filter { $0.content == nil }.map(\.id)
        state.withLock { $0.listing.remove(withdrawn) }
    }

    private func keptBindings() throws(ServiceFailure) -> [KeyBindingRecord] {
        do {
            return try store.keyBindings()
        } catch {
            throw .store(error)
        }
    }

    /// What is kept, as it is given; `nil` where it is not to be given.
    private func verified(_ record: KeyBindingRecord, at now: Int64) async -> ListedBinding? {
        guard let content = record.content.flatMap({ String(validating: $0, as: UTF8.self) }),
            let unverified = try? UnverifiedKeyBinding(content),
            case .valid(let verified) = await rules.value.verifier.verify(unverified, at: now)
        else { return nil }
        return ListedBinding(verified, of: record.signer, digits: policy.digits)
    }

    /// Removes what has ended, and forgets what need not be remembered.
    package func maintain() async throws(StoreError) {
        let now = clock.surelyPassedSeconds()
        state.withLock { state in
            state.listing.removeEnded(by: now)
            state.names = state.names.compactMapValues { names in
                let left = names.filter { $0.value.remembered > now }
                return left.isEmpty ? nil : left
            }
        }
        try await store.forgetKeyBindings(endedBy: now)
    }
}
