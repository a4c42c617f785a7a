public import STIR

/// A withdrawal that was read but not believed: its form is right, its signature has not been looked at.
public struct UnverifiedKeyWithdrawal: Sendable {
    /// What it claims.
    public let claimed: KeyWithdrawal
    /// The certificates that it came with.
    public let chain: CertificateChain
    let statement: SignedStatement

    /// Reads `header.payload.signature` (RFC 7515 section 3.1).
    ///
    /// - Throws: ``KeyBindingError``.
    public init(_ text: String) throws(KeyBindingError) {
        let statement = try SignedStatement(text, kind: .withdrawal)
        self.claimed = try KeyWithdrawal(json: statement.payload)
        self.chain = statement.chain
        self.statement = statement
    }
}
