internal import Crypto

/// `LabeledExtract` and `LabeledExpand` over HKDF-SHA256 (RFC 9180 section 4).
struct LabeledKDF {
    /// Names the key encapsulation or the whole suite, so that their outputs never meet.
    let suiteID: [UInt8]

    private static let version = Array("HPKE-v1".utf8)

    /// A pseudorandom key of 32 bytes.
    func extract(salt: SymmetricKey?, label: String, _ input: [UInt8]) -> SymmetricKey {
        var hmac = HMAC<SHA256>(key: salt ?? SymmetricKey(data: [UInt8]()))
        hmac.update(data: extraction(label: label))
        hmac.update(data: input)
        return SymmetricKey(data: hmac.finalize())
    }

    /// `byteCount` bytes of output keying material.
    func expand(_ key: SymmetricKey, label: String, _ info: [UInt8], byteCount: Int) -> SymmetricKey {
        HKDF<SHA256>.expand(
            pseudoRandomKey: key, info: expansion(label: label, byteCount: byteCount) + info,
            outputByteCount: byteCount)
    }

    /// What stands before the input of an extraction.
    func extraction(label: String) -> [UInt8] {
        Self.version + suiteID + Array(label.utf8)
    }

    /// What stands before the info of an expansion.
    func expansion(label: String, byteCount: Int) -> [UInt8] {
        [UInt8(byteCount >> 8), UInt8(byteCount & 0xff)] + Self.version + suiteID + Array(label.utf8)
    }
}
