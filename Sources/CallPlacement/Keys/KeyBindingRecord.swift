public import KeyDirectory

/// A key binding as it is kept, or what is left of one.
///
/// The sequence outlives the content: a binding that was replaced, withdrawn, or that ended early would otherwise come
/// back when somebody sends an earlier one again.
public struct KeyBindingRecord: Hashable, Sendable {
    /// Whose it is and what the signer calls it.
    public let id: KeyBindingID
    /// The signer, as the ledger knows it.
    public let signer: CredentialID
    /// The highest sequence that was taken.
    public let sequence: Int64
    /// The binding in JWS compact serialization; `nil` after it was withdrawn or has ended.
    public let content: [UInt8]?
    /// The second from which on it is not given any more, since 1970.
    public let ends: Int64
    /// The second from which on it need not be remembered: no earlier binding can be valid then.
    public let remembered: Int64

    /// A record as given.
    public init(
        id: KeyBindingID, signer: CredentialID, sequence: Int64, content: [UInt8]?, ends: Int64, remembered: Int64
    ) {
        self.id = id
        self.signer = signer
        self.sequence = sequence
        self.content = content
        self.ends = ends
        self.remembered = remembered
    }

    /// What is kept of it once it has ended.
    package var withoutContent: Self {
        Self(id: id, signer: signer, sequence: sequence, content: nil, ends: ends, remembered: remembered)
    }

    /// Decides what becomes of this record where another one with its identifier is kept already. The one place where
    /// that is decided, whatever the store is made of.
    ///
    /// A binding has to have a higher sequence than all before it. A withdrawal takes back what has its own sequence,
    /// too: both may have been signed in the same moment.
    package func keeping(over kept: Self?) -> KeyBindingKeeping {
        guard let kept else { return .kept }
        if sequence == kept.sequence, content == kept.content { return .repeated }
        let isNewer = content == nil ? sequence >= kept.sequence : sequence > kept.sequence
        return isNewer ? .kept : .outdated
    }
}
