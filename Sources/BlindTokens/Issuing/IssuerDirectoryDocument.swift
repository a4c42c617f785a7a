/// The JSON object of an issuer directory, as RFC 9578 section 4 spells it.
struct IssuerDirectoryDocument: Codable {
    /// One key of any token type.
    struct Key: Codable {
        let tokenType: UInt16
        let tokenKey: String
        let notBefore: UInt64?

        enum CodingKeys: String, CodingKey {
            case tokenType = "token-type"
            case tokenKey = "token-key"
            case notBefore = "not-before"
        }
    }

    let requestURI: String
    let tokenKeys: [Key]

    enum CodingKeys: String, CodingKey {
        case requestURI = "issuer-request-uri"
        case tokenKeys = "token-keys"
    }
}
