public import CPSClient
public import STIR

/// A private key of a called party, and the Call Placement Service where PASSporTs for it are left.
public struct Inbox: Sendable {
    /// The key, with the prefix length that it asks with.
    public let key: CalleeKey
    /// The service: `https://HOST` or `https://HOST:PORT`.
    public let service: String
    /// Whose calls it is for; every call where `nil`.
    let parties: Set<PassportIdentity>?

    /// A key for the calls of some parties, or of all.
    public init(key: CalleeKey, service: String, parties: Set<PassportIdentity>? = nil) {
        self.key = key
        self.service = service
        self.parties = parties
    }

    /// Whether calls for one of these parties are left here.
    func serves(_ called: Set<PassportIdentity>) -> Bool {
        parties.map { !$0.isDisjoint(with: called) } ?? true
    }
}
