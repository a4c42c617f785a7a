internal import CPSClient
public import KeyDirectory
public import STIR
internal import Synchronization

/// Recipients from a whole key directory that was fetched ahead of calls: "have endpoints pre-fetch keys" (RFC 8816
/// section 11). A call then asks nobody, and takes no longer for it.
public final class PrefetchedRecipients: RecipientSource {
    private struct Copy {
        var bindings: [String] = []
        var entityTag: String?
    }

    private let directory: String
    private let services: PlacementServices
    private let verifier: KeyBindingVerifier
    private let certificateExtension: CallPlacementServiceExtension?
    private let now: @Sendable () -> Int64
    private let copy = Mutex(Copy())

    /// Knows nobody until ``refresh()``.
    ///
    /// - Parameters:
    ///   - directory: The service that keeps it: `https://HOST` or `https://HOST:PORT`.
    ///   - services: Its client.
    ///   - verifier: Knows which authorities to trust.
    ///   - certificateExtension: As in ``DirectoryRecipients``.
    ///   - now: The time, seconds since 1970 UTC.
    public init(
        directory: String, services: PlacementServices, verifier: KeyBindingVerifier,
        certificateExtension: CallPlacementServiceExtension? = nil, now: @escaping @Sendable () -> Int64
    ) {
        self.directory = directory
        self.services = services
        self.verifier = verifier
        self.certificateExtension = certificateExtension
        self.now = now
    }

    /// Fetches the directory where it has changed. To be repeated by a timer, so that its times say nothing of calls.
    ///
    /// - Returns: Whether it had changed.
    /// - Throws: ``RecipientsUnavailable``; what was known before goes on being used.
    @discardableResult
    public func refresh() async throws(RecipientsUnavailable) -> Bool {
        do {
            let known = copy.withLock { $0.entityTag }
            switch try await services.client(of: directory).allBindings(ifChangedFrom: known) {
            case .unchanged: return false
            case .changed(let bindings, let tag):
                copy.withLock { $0 = Copy(bindings: bindings, entityTag: tag) }
                return true
            }
        } catch {
            throw RecipientsUnavailable(error.description)
        }
    }

    /// The recipients of a number, verified now: a binding that has ended since it was fetched is not used.
    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        guard case .number(let number) = destination else { return [] }
        let texts = copy.withLock { $0.bindings }
        return await KeyLookUp(number, among: texts, verifier: verifier, at: now()).bindings
            .prefix(DirectoryRecipients.mostKeys).map { found in
                Recipient(found, certificateExtension: certificateExtension)
            }
    }
}
