public import STIR
public import Sealing

/// What a callee says about its key: these numbers are called by sealing to this key and storing at this service.
///
/// A value of this type is a statement, not a proof: it may be about to be signed, or merely claimed by an
/// ``UnverifiedKeyBinding``. Only what comes out of a ``VerifiedKeyBinding`` may be believed.
public struct KeyBinding: Hashable, Sendable {
    /// Most bytes of a signed binding in JWS compact serialization, its certificates included.
    public static let maximumBytes = 16_384
    /// Most seconds between "iat" and "exp": 31 days. A directory that keeps a replaced binding alive, or a key that
    /// was lost, does harm for no longer.
    public static let maximumValidity: Int64 = 31 * 86_400
    /// Most numbers and ranges of one binding.
    public static let maximumEntries = 64
    /// The suite of sealed PASSporTs (HPKE with X25519) that ``publicKey`` is for.
    public static let suite: Int64 = 1

    /// The numbers, at least one, no entry twice.
    public let numbers: [BoundNumbers]
    /// The key to seal to.
    public let publicKey: RecipientPublicKey
    /// Where to store: RFC 8816 section 10 calls it discovery of the CPS.
    public let service: CPSOrigin
    /// What its signer calls it.
    public let name: BindingName
    /// Of the bindings of one signer and name, the one with the highest sequence counts. 0 to 2^53 - 1.
    public let sequence: Int64
    /// When it was signed: "iat", seconds since 1970 UTC.
    public let issuedAt: Int64
    /// The first second at which it is valid: "nbf".
    public let notBefore: Int64
    /// The second from which on it is not valid any more: "exp".
    public let expires: Int64

    /// States a binding.
    ///
    /// - Parameters:
    ///   - name: where not given, ``BindingName/init(for:)``.
    ///   - sequence: where not given, `issuedAt` in milliseconds: a later binding then replaces an earlier one.
    ///   - notBefore: where not given, `issuedAt`.
    /// - Throws: ``KeyBindingError/malformedNumbers``, ``KeyBindingError/malformedClaim`` or
    ///   ``KeyBindingError/validityTooLong``.
    public init(
        numbers: [BoundNumbers], publicKey: RecipientPublicKey, service: CPSOrigin, name: BindingName? = nil,
        sequence: Int64? = nil, issuedAt: Int64, notBefore: Int64? = nil, expires: Int64
    ) throws(KeyBindingError) {
        guard (1...Self.maximumEntries).contains(numbers.count), Set(numbers).count == numbers.count else {
            throw .malformedNumbers
        }
        let (sequence, notBefore) = (sequence ?? 1000 &* issuedAt, notBefore ?? issuedAt)
        guard Self.times.contains(issuedAt), Self.times.contains(notBefore), Self.times.contains(expires),
            issuedAt <= notBefore, notBefore < expires, Self.sequences.contains(sequence)
        else { throw .malformedClaim }
        guard expires - issuedAt <= Self.maximumValidity else { throw .validityTooLong }
        self.numbers = numbers
        self.publicKey = publicKey
        self.service = service
        self.name = name ?? BindingName(for: numbers)
        self.sequence = sequence
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.expires = expires
    }

    /// Whether it is for `number`.
    public func names(_ number: TelephoneNumber) -> Bool {
        numbers.contains { $0.contains(number) }
    }

    /// The times that a claim may name, so that no sum overflows: to the end of the year 9999.
    static let times: ClosedRange<Int64> = 0...253_402_300_799
    /// What every reader of JSON holds exactly.
    static let sequences: ClosedRange<Int64> = 0...9_007_199_254_740_991
}

extension KeyBinding: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key binding(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
