package import Sealing

/// Somebody who is called.
package struct Recipient: Sendable {
    package let key: RecipientPrivateKey
    package let publicKey: [UInt8]
    /// 64 hexadecimal digits.
    package let index: String

    package init() throws {
        key = try RecipientPrivateKey.generate()
        publicKey = key.publicKey.bytes
        index = PlacementIndex(of: key.publicKey).hex
    }

    /// The sealed PASSporTs in an answer that are for this recipient.
    package func open(_ response: RawResponse, entries: Int) throws -> [[UInt8]] {
        try opened(response, entries: entries).map(\.passport.bytes)
    }

    /// The same, with what the service says about each.
    package func opened(_ response: RawResponse, entries: Int) throws -> [BatchOpener.Opened] {
        guard response.status == 200 else { throw HarnessError.unexpectedStatus(response.status) }
        return try BatchOpener(key: key, size: .standard).open(response.body, entries: entries)
    }
}
