extension TelephoneNumber {
    /// Reads the value of a "tn", which must be canonical already (RFC 8225 section 5.2.1.1).
    init(claim text: String) throws(PassportError) {
        do throws(TelephoneNumberError) {
            try self.init(digits: text)
        } catch {
            throw .forbiddenNumber
        }
    }
}
