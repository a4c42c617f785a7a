extension PassportIdentity {
    /// Canonicalises what a SIP header field or a person wrote (RFC 8224 sections 8.1, 8.3 and 8.5).
    ///
    /// A number is what has no scheme, a `tel` URI, or a `sip` or `sips` URI that says `user=phone` or whose user begins
    /// with a plus. If the user of such a SIP URI is no number after all, it is a URI like others. Adding a country code
    /// is left to those who know the dial plan.
    ///
    /// - Throws: ``PassportError/forbiddenNumber`` or ``PassportError/malformedURI``.
    public init(canonicalising written: some StringProtocol) throws(PassportError) {
        let text = String(written)
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            self = .number(try TelephoneNumber(readingNumber: text))
            return
        }
        let scheme = text[..<colon].lowercased()
        if scheme == "tel" {
            // RFC 3966: parameters follow the number.
            self = .number(
                try TelephoneNumber(readingNumber: text[text.utf8.index(after: colon)...].prefix { $0 != ";" }))
            return
        }
        guard PassportURI.isUsable(text) else { throw .malformedURI }
        guard let uri = SIPURI(text) else {
            guard scheme != "sip", scheme != "sips" else { throw .malformedURI }
            self = .uri(text)
            return
        }
        if uri.looksLikeNumber, let number = try? TelephoneNumber(canonicalising: uri.userWithoutParameters) {
            self = .number(number)
        } else {
            self = .uri(uri.canonical)
        }
    }

    /// Whether both are one party, however their URIs are written. A number and a URI never are.
    public func isEquivalent(to other: Self) -> Bool {
        self == other || canonical == other.canonical
    }

    /// The identity with a SIP URI normalised, for comparing what two programs wrote.
    var canonical: Self {
        if case .uri(let text) = self, let uri = SIPURI(text) { .uri(uri.canonical) } else { self }
    }
}

extension TelephoneNumber {
    /// Canonicalises a number, and tells as an error of PASSporTs what is wrong with it.
    fileprivate init(readingNumber text: some StringProtocol) throws(PassportError) {
        do throws(TelephoneNumberError) {
            try self.init(canonicalising: text)
        } catch {
            throw .forbiddenNumber(error)
        }
    }
}
