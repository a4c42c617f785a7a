public import STIR

/// Finds the keys of a called party, and the Call Placement Service of each (RFC 8816 sections 10 and 11).
public protocol RecipientSource: Sendable {
    /// Every recipient that is known for a called party; none where there is none.
    ///
    /// - Throws: ``RecipientsUnavailable`` where it cannot be known whether there are any.
    func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient]
}
