import CallPlacement
import Sealing

/// Decides a group of requests one after the other, and commits what they change together.
///
/// The ledger is committed first: when the machine stops between the two commits, a use has been wasted, and never has
/// a PASSporT been placed that was not counted.
struct CountingGroup {
    let storage: OpenStorage

    /// Performs jobs for which ``WriteJob/isCounting`` holds, and answers every one.
    func perform(_ jobs: [WriteJob]) {
        do throws(StoreError) {
            let answers = try commit(jobs)
            for (job, answer) in zip(jobs, answers) { Self.answer(job, with: answer) }
        } catch {
            for job in jobs { Self.fail(job, with: error) }
        }
    }

    // MARK: Deciding

    /// What was decided for one job.
    private enum Decision {
        case placed(Placing)
        case repeated(PlacementID)
        case tokenUsedUp
        case tokenUsedUpForIndex
        case issued(Bool)
        case full(StoreError)
    }

    /// What is to be placed.
    private struct Placing {
        let id: PlacementID
        let index: PlacementIndex
        let digest: RequestDigest
        let useKey: UseKey
    }

    /// What has been placed in this group so far, none of it committed.
    private struct Progress: ~Copyable {
        var nextID: PlacementID
        let expiry: BootInstant
        var uses: LiveUses
        /// Lasts as long as the group.
        var cipher: RecordCipher
    }

    private func commit(_ jobs: [WriteJob]) throws(StoreError) -> [Answer] {
        let now = storage.clock.boot()
        let ledger = try WriteTransaction(storage.ledger.environment)
        let placements = try WriteTransaction(storage.placements.environment)
        let firstID = try storage.placements.nextID(in: placements)
        var progress = Progress(
            nextID: firstID, expiry: try expiry(from: now), uses: LiveUses(capacity: jobs.count),
            cipher: try RecordCipher())

        var decisions: [Decision] = []
        decisions.reserveCapacity(jobs.count)
        for job in jobs {
            switch job {
            case .place(let request, _):
                decisions.append(try place(request, &progress, ledger, placements))
            case .countIssuance(let request, _):
                decisions.append(try countIssuance(request, ledger))
            case .openEpoch, .retire, .sweep, .keepKeyBinding, .forgetKeyBindings, .flush:
                // `WriteQueue` makes a group of counting jobs only, whatever a client sends.
                preconditionFailure("a job that is committed alone has come into a group")
            }
        }
        if progress.nextID != firstID { try storage.placements.setNextID(progress.nextID, in: placements) }
        // What is committed to a file that has lost its name would be forgotten with this process.
        try storage.ledger.environment.requireInPlace("the ledger")
        try ledger.commit()
        try placements.commit()
        return try publish(decisions, expiry: progress.expiry)
    }

    /// When a placement made now ends. Never before one that was made earlier, so that the order of expiry stays that
    /// of placing.
    private func expiry(from now: BootInstant) throws(StoreError) -> BootInstant {
        max(now.advanced(by: storage.limits.lifetime), try storage.withLive { $0.index.latestExpiry } ?? now)
    }

    private func place(
        _ request: PlacementRequest, _ progress: inout Progress,
        _ ledger: borrowing WriteTransaction, _ placements: borrowing WriteTransaction
    ) throws(StoreError) -> Decision {
        guard let digest = RequestDigest(request.digest.span) else {
            throw .failed("a digest of the wrong length was to be placed")
        }
        let useKey = UseKey(request.use.kTemp, request.index)
        let live = try storage.withLive { $0.uses.earlier(useKey, digest) }
        let here = progress.uses.earlier(useKey, digest)
        if let same = live.same ?? here.same { return .repeated(same) }
        guard live.count + here.count < storage.limits.usesPerIndex else { return .tokenUsedUpForIndex }
        guard try hasRoom(in: placements) else {
            return .full(.full("no room for another PASSporT: sweep, or give the placements a larger map"))
        }
        switch try storage.ledger.countUse(request.use, limit: storage.limits.uses, in: ledger) {
        case .refused: return .tokenUsedUp
        case .full: return .full(.full("no room for another token: retire an epoch, or give the ledger a larger map"))
        case .counted: break
        }
        let id = progress.nextID
        progress.uses.insert(id, digest: digest, under: useKey)
        let record = PlacementRecord(request, digest: digest, useKey: useKey, expiry: progress.expiry)
        try storage.placements.append(record, id: id, with: &progress.cipher, in: placements)
        progress.nextID = PlacementID(rawValue: id.rawValue + 1)
        return .placed(Placing(id: id, index: request.index, digest: digest, useKey: useKey))
    }

    private func hasRoom(in placements: borrowing WriteTransaction) throws(StoreError) -> Bool {
        try storage.placements.environment.hasRoom(for: [storage.placements.records], in: placements)
    }

    private func countIssuance(
        _ request: WriteJob.IssuanceRequest, _ ledger: borrowing WriteTransaction
    ) throws(StoreError) -> Decision {
        let counting = try storage.ledger.countIssuance(
            to: request.credential, in: request.epoch, quota: request.quota, in: ledger)
        return switch counting {
        case .counted: .issued(true)
        case .refused: .issued(false)
        case .full: .full(.full("no room for another quota: retire an epoch, or give the ledger a larger map"))
        }
    }

    // MARK: Answering

    private enum Answer {
        case outcome(PlacementOutcome)
        case issued(Bool)
        case failure(StoreError)
    }

    /// Lets what has been committed be found, and says what to answer.
    private func publish(_ decisions: [Decision], expiry: BootInstant) throws(StoreError) -> [Answer] {
        try storage.withLive { live in
            for case .placed(let new) in decisions {
                live.insert(new.index, id: new.id, digest: new.digest, useKey: new.useKey, expiry: expiry)
            }
            return decisions.map { decision in
                switch decision {
                case .placed(let new):
                    live.index.reference(to: new.id).map { .outcome(.placed($0)) } ?? Self.expired
                case .repeated(let id):
                    live.index.reference(to: id).map { .outcome(.repeated($0)) } ?? Self.expired
                case .tokenUsedUp: .outcome(.tokenUsedUp)
                case .tokenUsedUpForIndex: .outcome(.tokenUsedUpForIndex)
                case .issued(let isCounted): .issued(isCounted)
                case .full(let error): .failure(error)
                }
            }
        }
    }

    private static let expired = Answer.failure(.failed("the placement expired while it was being committed"))

    private static func answer(_ job: WriteJob, with answer: Answer) {
        switch (job, answer) {
        case (.place(_, let reply), .outcome(let outcome)): reply.resume(returning: .success(outcome))
        case (.countIssuance(_, let reply), .issued(let isCounted)): reply.resume(returning: .success(isCounted))
        case (_, .failure(let error)): fail(job, with: error)
        default: fail(job, with: .failed("a request was given the answer to another one"))
        }
    }

    private static func fail(_ job: WriteJob, with error: StoreError) {
        switch job {
        case .place(_, let reply): reply.resume(returning: .failure(error))
        case .countIssuance(_, let reply): reply.resume(returning: .failure(error))
        case .openEpoch, .retire, .sweep, .keepKeyBinding, .forgetKeyBindings, .flush: break
        }
    }
}
