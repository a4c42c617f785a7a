internal import CPSClient
public import KeyDirectory
public import STIR

/// Recipients from the key directories of Call Placement Services (RFC 8816 section 11), verified here. A binding names
/// the service where its holder looks, which is how that is discovered as well (section 10).
public struct DirectoryRecipients: RecipientSource {
    /// The most keys of a number that PASSporTs are left for; of more, those that each issuer's first signers name.
    public static let mostKeys = 8

    private let directories: [String]
    private let services: PlacementServices
    private let verifier: KeyBindingVerifier
    private let now: @Sendable () -> Int64

    /// Asks directories, each of which is told the first digits of a hash of the number.
    ///
    /// - Parameters:
    ///   - directories: The services that keep them: `https://HOST` or `https://HOST:PORT`.
    ///   - services: Their clients.
    ///   - verifier: Knows which authorities to trust. What a directory thinks of a binding is not believed.
    ///   - now: The time, seconds since 1970 UTC.
    public init(
        directories: [String], services: PlacementServices, verifier: KeyBindingVerifier,
        now: @escaping @Sendable () -> Int64
    ) {
        self.directories = directories
        self.services = services
        self.verifier = verifier
        self.now = now
    }

    /// The recipients of a number; of a URI there are none, since bindings are for numbers.
    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        guard case .number(let number) = destination else { return [] }
        var bindings: [VerifiedKeyBinding] = []
        for directory in directories {
            do {
                let client = try services.client(of: directory)
                bindings += try await client.bindings(for: number, verifier: verifier, at: now())
            } catch {
                throw RecipientsUnavailable(error.description)
            }
        }
        return VerifiedKeyBinding.chosen(bindings, for: number).prefix(Self.mostKeys).map { found in
            Recipient(publicKey: found.binding.publicKey, service: found.binding.service.uri)
        }
    }
}
