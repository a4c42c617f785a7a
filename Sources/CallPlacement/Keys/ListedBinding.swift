internal import Encodings
internal import KeyDirectory

/// A binding that is given, with what the directory needs of it, worked out once.
struct ListedBinding: Sendable {
    let id: KeyBindingID
    let sequence: Int64
    let ends: Int64
    let signer: CredentialID
    let issuer: [UInt8]
    let coverage: NumberCoverage
    /// The buckets of its numbers; `nil` where it is for so many that it is in the broad list instead.
    let buckets: Set<String>?
    /// As it stands in a list.
    let record: [UInt8]
    let digest: [UInt8]

    init(_ verified: VerifiedKeyBinding, of signer: CredentialID, digits: Int) {
        id = verified.id
        sequence = verified.binding.sequence
        ends = verified.usableUntil
        self.signer = signer
        issuer = verified.issuer
        coverage = NumberCoverage(verified.binding.numbers)
        buckets = Self.buckets(of: verified.binding.numbers, digits: digits)
        record = KeyBindingList.record(verified.compactSerialization)
        digest = KeyBindingList.digest(of: verified.compactSerialization)
    }

    /// Numbers above which a binding is broad: a quarter as many as there are buckets.
    static func broadest(digits: Int) -> UInt64 { 1 << UInt64(4 * digits - 2) }

    private static func buckets(of numbers: [BoundNumbers], digits: Int) -> Set<String>? {
        let total = numbers.reduce(UInt64(0)) { $0 + $1.count }
        guard total <= broadest(digits: digits) else { return nil }
        return Set(numbers.flatMap(\.all).compactMap { (try? NumberBucket(of: $0, digits: digits))?.hex })
    }
}
