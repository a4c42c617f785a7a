public import STIR

/// Several sources, of which each adds what it knows: "the authentication service MUST collect all of those keys"
/// (RFC 8816 section 8.1, step 3).
public struct AllRecipients: RecipientSource {
    private let sources: [any RecipientSource]

    /// Asks these sources, at once.
    public init(_ sources: [any RecipientSource]) {
        self.sources = sources
    }

    /// What any source knows, each recipient once, in the order of the sources.
    ///
    /// - Throws: The first source's reason, where none of them found a recipient and one could not say.
    public func recipients(of destination: PassportIdentity) async throws(RecipientsUnavailable) -> [Recipient] {
        let answers = await eachAtOnce(sources) { (source) throws(RecipientsUnavailable) in
            try await source.recipients(of: destination)
        }
        var seen: Set<Recipient> = []
        let found = answers.flatMap { (try? $0.get()) ?? [] }.filter { seen.insert($0).inserted }
        if found.isEmpty {
            for answer in answers { _ = try answer.get() }
        }
        return found
    }
}
