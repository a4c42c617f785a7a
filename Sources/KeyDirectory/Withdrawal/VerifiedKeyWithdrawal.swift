public import STIR

/// A withdrawal that a ``KeyBindingVerifier`` has found true. Nothing else makes one.
public struct VerifiedKeyWithdrawal: Sendable {
    /// What it says.
    public let withdrawal: KeyWithdrawal
    /// Who signed it.
    public let signer: STIRCredential

    init(_ unverified: UnverifiedKeyWithdrawal, signer: STIRCredential) {
        self.withdrawal = unverified.claimed
        self.signer = signer
    }

    /// What it withdraws.
    public var id: KeyBindingID { KeyBindingID(publicKeyInfo: signer.publicKeyInfo, name: withdrawal.name) }
}
