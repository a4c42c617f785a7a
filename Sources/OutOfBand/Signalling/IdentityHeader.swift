public import STIR

/// One value of the Identity header of a SIP request (RFC 8224 section 4.1):
/// `<PASSporT>;info=<https://HOST/PATH>;alg=ES256;ppt="shaken"`.
public struct IdentityHeader: Hashable, Sendable {
    /// Most bytes of a value that is read: a PASSporT, and as much again for its parameters.
    public static let maximumBytes = 2 * Passport.maximumBytes

    /// The PASSporT in full form.
    public let passport: String
    /// The value as a SIP request carries it.
    public let text: String

    /// Makes the value for a PASSporT.
    ///
    /// - Throws: As ``UnverifiedPassport`` does.
    public init(passport: String) throws(PassportError) {
        let claimed = try UnverifiedPassport(passport).claimed
        var text = passport
        if case .url(let url) = claimed.certificates { text += ";info=<\(url)>" }
        text += ";alg=ES256"
        if let name = claimed.extension.name { text += ";ppt=\"\(name)\"" }
        self.passport = passport
        self.text = text
    }

    /// Reads a value. Its parameters repeat what the PASSporT's header says, and are believed in nothing.
    ///
    /// - Throws: ``PassportError/tooLong``; ``PassportError/compactForm`` for the form that leaves out header and
    ///   claims (RFC 8224 section 7), which the called side of a gateway could not rebuild; else as
    ///   ``UnverifiedPassport`` does.
    public init(text: some StringProtocol) throws(PassportError) {
        guard text.utf8.count <= Self.maximumBytes else { throw .tooLong }
        let passport = String(text.prefix { $0 != ";" }.filter { !$0.isWhitespace })
        self.passport = try UnverifiedPassport(passport).compactSerialization
        self.text = String(text)
    }
}

extension IdentityHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Identity(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
