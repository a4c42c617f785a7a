internal import Crypto
internal import Encodings
internal import Foundation
package import Sealing

/// Makes and opens the links of RFC 8816 section 9: opaque, expiring, fresh in every answer.
///
/// A handle is `salt(16) || ciphertext(16) || tag(16)` as 64 characters of base64url. The plaintext is
/// `placement(8) || expiry(8)`, with placement 0 for a dummy; the key is derived from the folder's handle
/// key and the salt, so that no number of handles wears it out; the prefix it was listed under is
/// authenticated with it. Nobody but the service can tell a dummy's handle from a PASSporT's.
package struct HandleSealer: Sendable {
    package static let characterCount = 64
    private static let saltByteCount = 16
    private static let byteCount = 48

    private let key: SymmetricKey

    /// A sealer under 32 secret bytes.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// A fresh handle, or one of a dummy where `id` is `nil`.
    package func handle(to id: PlacementID?, until expiry: BootInstant, under prefix: IndexPrefix) throws(SealingError)
        -> String
    {
        let salt = unsafe SymmetricKey(size: .bits128).withUnsafeBytes { unsafe Array($0) }
        return try handle(to: id, until: expiry, under: prefix, salt: salt)
    }

    /// The one handle that a store's answer names, the same each time it is repeated.
    package func location(of reference: PlacementReference, under prefix: IndexPrefix) throws(SealingError) -> String {
        let plaintext = Self.plaintext(reference.id, reference.expiry)
        let salt = HMAC<SHA256>.authenticationCode(for: Array("cps-location-v1".utf8) + plaintext, using: key)
        return try handle(
            to: reference.id, until: reference.expiry, under: prefix, salt: Array(salt.prefix(Self.saltByteCount)))
    }

    /// What a handle leads to: `nil` for a dummy, and for any handle that this service did not make, that has
    /// expired, or that was listed under another prefix.
    ///
    /// - Throws: ``MalformedHandle`` for what cannot be a handle at all.
    package func open(_ handle: some StringProtocol, under prefix: IndexPrefix, at now: BootInstant)
        throws(MalformedHandle)
        -> PlacementID?
    {
        guard handle.utf8.count == Self.characterCount, let bytes = Base64URL.decode(handle),
            bytes.count == Self.byteCount
        else { throw MalformedHandle() }
        let salt = Array(bytes.prefix(Self.saltByteCount))
        guard
            let box = try? AES.GCM.SealedBox(
                nonce: Self.nonce(), ciphertext: bytes[Self.saltByteCount..<32], tag: bytes[32...]),
            let opened = try? AES.GCM.open(box, using: derivedKey(salt), authenticating: Array(prefix.hex.utf8))
        else { return nil }
        let numbers = Array(opened)
        let (id, expiry) = (Self.number(numbers.prefix(8)), BootInstant(nanoseconds: Self.number(numbers.suffix(8))))
        return id > 0 && expiry > now ? PlacementID(rawValue: id) : nil
    }

    private func handle(
        to id: PlacementID?, until expiry: BootInstant, under prefix: IndexPrefix, salt: [UInt8]
    ) throws(SealingError) -> String {
        do {
            let box = try AES.GCM.seal(
                Self.plaintext(id, expiry), using: derivedKey(salt), nonce: Self.nonce(),
                authenticating: Array(prefix.hex.utf8))
            return Base64URL.encode(salt + Array(box.ciphertext) + Array(box.tag))
        } catch {
            throw .unavailable
        }
    }

    private func derivedKey(_ salt: [UInt8]) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array("cps-handle-v1".utf8) + salt, using: key))
    }

    /// All zeros: every handle has a key of its own.
    private static func nonce() throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 12))
    }

    private static func plaintext(_ id: PlacementID?, _ expiry: BootInstant) -> [UInt8] {
        [id?.rawValue ?? 0, expiry.nanoseconds].flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
