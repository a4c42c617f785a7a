import CallAgent
import OutOfBand
import STIR
import Synchronization

/// Services that remember what they were asked, and answer as they are told.
final class ScriptedServices: CallServices {
    struct Asked {
        var signed: [OutgoingCall] = []
        var stored: [([String], PassportDestinations)] = []
        var diverted: [(IncomingCall, PassportIdentity, PassportDestinations)] = []
        var verified: [IncomingCall] = []
        var sought: [IncomingCall] = []
        var cancelled = 0
    }

    private let log = Mutex(Asked())
    let passport: Result<String, AuthenticationError>
    let storing: Result<Int, AuthenticationError>
    let outcome: VerificationOutcome
    /// Where given, everything that would go over a network waits here.
    let gate: Gate?

    init(
        passport: Result<String, AuthenticationError>, storing: Result<Int, AuthenticationError> = .success(1),
        outcome: VerificationOutcome = VerificationOutcome(.passed, reason: "proved"), gate: Gate? = nil
    ) {
        self.passport = passport
        self.storing = storing
        self.outcome = outcome
        self.gate = gate
    }

    /// What it was asked so far.
    var asked: Asked { log.withLock { $0 } }

    private func wait() async {
        await gate?.pass()
        if Task.isCancelled { log.withLock { $0.cancelled += 1 } }
    }

    func sign(_ call: OutgoingCall) throws(AuthenticationError) -> String {
        log.withLock { $0.signed.append(call) }
        return try passport.get()
    }

    func store(
        _ identities: [String], for destinations: PassportDestinations
    ) async throws(AuthenticationError) -> Int {
        await wait()
        log.withLock { $0.stored.append((identities, destinations)) }
        return try storing.get()
    }

    func divert(
        _ call: IncomingCall, by party: PassportIdentity, to destinations: PassportDestinations
    ) async throws(AuthenticationError) -> [String] {
        await wait()
        log.withLock { $0.diverted.append((call, party, destinations)) }
        return [try passport.get()]
    }

    func verify(_ call: IncomingCall) async -> VerificationOutcome {
        await wait()
        log.withLock { $0.verified.append(call) }
        return outcome
    }

    func find(_ call: IncomingCall) async -> [String] {
        await wait()
        log.withLock { $0.sought.append(call) }
        return (try? passport.get()).map { [$0 + ";alg=ES256"] } ?? []
    }
}
