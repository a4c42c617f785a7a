public import CPSClient
public import KeyDirectory
public import STIR

/// Recipients from a service's key directory (RFC 8816 sections 10 and 11): a binding says the key, and where to store.
public struct DirectoryRecipients: RecipientSource {
    private let client: CallPlacementClient
    private let verifier: KeyBindingVerifier
    private let most: Int
    private let now: @Sendable () -> Int64

    /// Asks the directory that `client` is of.
    ///
    /// - Parameters:
    ///   - verifier: Decides which bindings are believed; the service's opinion does not count.
    ///   - most: Most recipients of one number. Every one costs a copy; surplus ones of those who have many are dropped
    ///     first.
    ///   - now: The clock, seconds since 1970 UTC.
    public init(
        _ client: CallPlacementClient, verifier: KeyBindingVerifier, most: Int = 16,
        now: @escaping @Sendable () -> Int64
    ) {
        self.client = client
        self.verifier = verifier
        self.most = most
        self.now = now
    }

    /// Every key of a number; none for a URI, which directories do not hold, nor where the service has no directory.
    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        guard case .number(let number) = destination else { return [] }
        do throws(CPSClientError) {
            let bindings = try await client.bindings(for: number, verifier: verifier, at: now())
            return bindings.prefix(most).map {
                Recipient(publicKey: $0.binding.publicKey, service: $0.binding.service.uri)
            }
        } catch {
            if error == .noKeyDirectory { return [] }
            throw RecipientsUnavailable("the key directory could not be asked: \(error)")
        }
    }
}
