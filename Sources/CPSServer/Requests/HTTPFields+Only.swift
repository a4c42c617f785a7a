internal import HTTPTypes

extension HTTPFields {
    /// The value of a field that stands there exactly once.
    func only(_ name: HTTPField.Name) -> String? {
        let values = self[values: name]
        return values.count == 1 ? values[0] : nil
    }
}

extension HTTPField.Name {
    // Force-unwrapped because these literals are field names: tokens of RFC 9110 section 5.1.
    /// RFC 9530.
    static let contentDigest = Self("content-digest")!
    /// RFC 9421.
    static let signatureInput = Self("signature-input")!
    /// RFC 9421.
    static let signature = Self("signature")!
}
