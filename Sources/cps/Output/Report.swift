/// An error as programs are told of it, on standard error.
struct Report: Encodable {
    /// A stable word, such as `usage` or `issuer-keys-differ`.
    let error: String
    /// The same in a sentence, for people.
    let detail: String
    /// How many tokens are in the wallet all the same, where getting them failed half-way.
    var tokens: Int?
}
