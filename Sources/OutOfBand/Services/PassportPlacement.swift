internal import CPSClient
internal import STIR
internal import Sealing

/// Leaves PASSporTs for a destination: the steps that an authentication service, a gateway and a retargeting service
/// have in common (RFC 8816 sections 8.1 and 8.3).
public struct PassportPlacement: Sendable {
    private let source: any RecipientSource
    private let services: PlacementServices

    /// Places for the recipients that a source knows, at the services that they name.
    public init(recipients source: any RecipientSource, services: PlacementServices) {
        self.source = source
        self.services = services
    }

    /// **Step 3** of RFC 8816 section 8.1: every public key of every destination, and the Call Placement Service of
    /// each (sections 10 and 11).
    ///
    /// - Throws: ``AuthenticationError/noRecipient``, or that it cannot be known.
    func recipients(of destinations: PassportDestinations) async throws(AuthenticationError) -> [Recipient] {
        var seen: Set<Recipient> = []
        var recipients: [Recipient] = []
        let parties =
            destinations.numbers.map(PassportIdentity.number) + destinations.uris.map(PassportIdentity.uri)
        for party in parties {
            do {
                recipients += try await source.recipients(of: party).filter { seen.insert($0).inserted }
            } catch {
                throw .unavailable(error)
            }
        }
        guard !recipients.isEmpty else { throw .noRecipient }
        return recipients
    }

    /// **Step 4**, second half: one encrypted copy for each public key.
    ///
    /// A service that cannot be used does not keep the copies from the others: some of the called party's devices will
    /// find theirs.
    ///
    /// - Throws: The first service's reason, where no copy can be made.
    func encrypt(
        _ passports: [String], for recipients: [Recipient]
    ) async throws(AuthenticationError) -> PlacementPlan {
        let byService = Dictionary(grouping: recipients, by: \.service).sorted { $0.key < $1.key }
        let results = await eachAtOnce(byService) { (service, recipients) throws(CPSClientError) in
            (service, try await services.seal(passports, to: recipients.map(\.publicKey), at: service))
        }
        return PlacementPlan(keys: recipients.count, calls: try Self.successes(of: results, at: .creation))
    }

    /// **Finally**: stores all copies. "Only after that is completed should any call be initiated."
    ///
    /// - Throws: The first service's reason, where not one copy could be placed.
    func store(_ plan: PlacementPlan) async throws(AuthenticationError) -> Placement {
        let results = await eachAtOnce(plan.calls) { (service, call) throws(CPSClientError) in
            try await services.place(call, at: service)
        }
        let receipts = try Self.successes(of: results, at: .storing)
        return Placement(
            keys: plan.keys, copies: receipts.reduce(0) { $0 + $1.copies },
            tokens: receipts.reduce(0) { $0 + $1.tokens }, services: receipts.count)
    }

    /// What went well, in order; the first failure is thrown where nothing did.
    private static func successes<Success>(
        of results: [Result<Success, CPSClientError>], at step: AuthenticationError.Step
    ) throws(AuthenticationError) -> [Success] {
        let successes = results.compactMap { try? $0.get() }
        guard successes.isEmpty, case .failure(let error)? = results.first else { return successes }
        throw .service(error, at: step)
    }
}
