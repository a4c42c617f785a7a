internal import OutOfBand

extension IncomingCall {
    /// The PASSporT in a value of the Identity header. What holds none is examined as it stands, so that it fails as
    /// something that came with the signaling.
    static func passport(inIdentity text: String) -> String {
        (try? IdentityHeader(text: text))?.passport ?? String(text.prefix { $0 != ";" })
    }
}
