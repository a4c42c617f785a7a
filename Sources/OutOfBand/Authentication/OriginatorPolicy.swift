public import STIR

/// Who may claim which originating identity: the policy decision of RFC 8816 section 8.1, step 2.
public struct OriginatorPolicy: Sendable {
    private let assigned: TNAuthorizationList?

    private init(assigned: TNAuthorizationList?) {
        self.assigned = assigned
    }

    /// Whoever has the private key may claim what its certificate covers: the check of step 1 once more, as a calling
    /// device that holds its own key does it.
    public static let holderOfTheKey = Self(assigned: nil)

    /// The originators behind this service may claim these numbers and no others, whatever more the certificate covers.
    public static func numbers(_ assigned: TNAuthorizationList) -> Self { Self(assigned: assigned) }

    /// Whether an originator may claim an identity that the certificate covers.
    func permits(_ origin: PassportIdentity) -> Bool {
        guard let assigned else { return true }
        guard case .number(let number) = origin else { return false }
        return assigned.names(number)
    }
}
