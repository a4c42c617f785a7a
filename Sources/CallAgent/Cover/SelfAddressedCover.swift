internal import CPSClient
internal import Encodings
internal import OutOfBand
internal import Sealing

/// Cover at the agent's own Call Placement Service: dummies to keys that it made for itself and forgets at its end, and
/// polls for the called parties that it serves.
struct SelfAddressedCover: CoverWork {
    /// How many keys dummies are stored to. One would show as the recipient of all of them; a new one each time would
    /// show as a recipient that nobody ever called before or after.
    static let keys = 4
    /// How many bytes of rubbish a dummy holds: as many as PASSporTs with one certificate address do. Sealed, all have
    /// the same size.
    private static let bytes = 240...420

    /// Where dummies are stored; nowhere where there is none.
    let client: CallPlacementClient?
    let wallet: Wallet
    let stock: (any TokenStock)?
    /// Dummies leave so many tokens for calls.
    let reserve: Int
    let recipients: [RecipientPublicKey]
    let inboxes: [Inbox]
    let services: PlacementServices
    let pauses: RandomPauses

    func hasTokenToSpare() async -> Bool {
        guard client != nil, let stock, let held = try? await stock.held() else { return false }
        return held > reserve
    }

    func store() async throws(CPSClientError) {
        guard let client else { return }
        let size = Self.bytes.lowerBound + pauses.below(Self.bytes.count)
        let rubbish = Base64URL.encode((0..<size).map { _ in UInt8(pauses.below(256)) })
        _ = try await client.store([rubbish], to: [recipients[pauses.below(recipients.count)]], spendingFrom: wallet)
    }

    func poll() async throws(CPSClientError) {
        guard !inboxes.isEmpty else { return }
        let inbox = inboxes[pauses.below(inboxes.count)]
        _ = try await services.client(of: inbox.service).poll(inbox.key, atMost: 1)
    }
}
