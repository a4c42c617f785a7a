public import CPSClient
public import STIR

/// Recipients that somebody wrote down: "the CPS location can simply be provisioned" (RFC 8816 section 10).
public struct ProvisionedRecipients: RecipientSource {
    private let recipients: [PassportIdentity: [Recipient]]
    private let anyone: [Recipient]

    /// Knows these recipients.
    ///
    /// - Parameters:
    ///   - addresses: The addresses that called parties gave away, by party.
    ///   - anyone: The addresses that are used for every called party besides.
    ///   - service: The service of an address that names none.
    /// - Throws: ``RecipientsUnavailable`` where an address names no service and none is given.
    public init(
        _ addresses: [PassportIdentity: [CalleeAddress]] = [:], anyone: [CalleeAddress] = [], service: String? = nil
    ) throws(RecipientsUnavailable) {
        var recipients: [PassportIdentity: [Recipient]] = [:]
        for (party, addresses) in addresses {
            recipients[party] = try Self.recipients(addresses, service: service)
        }
        self.recipients = recipients
        self.anyone = try Self.recipients(anyone, service: service)
    }

    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        recipients[destination, default: []] + anyone
    }

    private static func recipients(
        _ addresses: [CalleeAddress], service: String?
    ) throws(RecipientsUnavailable) -> [Recipient] {
        var recipients: [Recipient] = []
        for address in addresses {
            guard let service = address.service ?? service else {
                throw RecipientsUnavailable(
                    "an address names no Call Placement Service: write one into its file, or give one for all")
            }
            recipients.append(Recipient(publicKey: address.publicKey, service: service))
        }
        return recipients
    }
}
