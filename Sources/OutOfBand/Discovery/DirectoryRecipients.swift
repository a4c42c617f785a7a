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
    private let certificateExtension: CallPlacementServiceExtension?
    private let now: @Sendable () -> Int64

    /// Asks directories, each of which is told the first digits of a hash of the number.
    ///
    /// - Parameters:
    ///   - directories: The services that keep them: `https://HOST` or `https://HOST:PORT`.
    ///   - services: Their clients.
    ///   - verifier: Knows which authorities to trust. What a directory thinks of a binding is not believed.
    ///   - certificateExtension: The extension of signers' certificates that names their services, where one is agreed
    ///     on: no object identifier is assigned yet.
    ///   - now: The time, seconds since 1970 UTC.
    public init(
        directories: [String], services: PlacementServices, verifier: KeyBindingVerifier,
        certificateExtension: CallPlacementServiceExtension? = nil, now: @escaping @Sendable () -> Int64
    ) {
        self.directories = directories
        self.services = services
        self.verifier = verifier
        self.certificateExtension = certificateExtension
        self.now = now
    }

    /// The recipients of a number; of a URI there are none, since bindings are for numbers.
    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        guard case .number(let number) = destination else { return [] }
        let answers = await eachAtOnce(directories) { (directory) throws(CPSClientError) in
            try await services.client(of: directory).bindings(for: number, verifier: verifier, at: now())
        }
        let bindings = answers.flatMap { (try? $0.get()) ?? [] }
        if bindings.isEmpty {
            for answer in answers {
                if case .failure(let error) = answer { throw RecipientsUnavailable(error.description) }
            }
        }
        return VerifiedKeyBinding.chosen(bindings, for: number).prefix(Self.mostKeys).map { found in
            Recipient(found, certificateExtension: certificateExtension)
        }
    }
}

extension Recipient {
    /// The recipient that a binding speaks of.
    ///
    /// - Parameter certificateExtension: Where the signer's certificate names a service in it, that one is taken, since
    ///   an authority vouches for it; else the one that the binding names.
    init(_ found: VerifiedKeyBinding, certificateExtension: CallPlacementServiceExtension?) {
        let certified = certificateExtension.flatMap { try? found.signer.callPlacementServices(in: $0).first }
        self.init(publicKey: found.binding.publicKey, service: certified ?? found.binding.service.uri)
    }
}
