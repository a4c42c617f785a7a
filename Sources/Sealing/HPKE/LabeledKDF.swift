internal import Crypto

/// `LabeledExtract` and `LabeledExpand` over HKDF-SHA256 (RFC 9180 section 4).
struct LabeledKDF {
    /// Names the key encapsulation or the whole suite, so that their outputs never meet.
    let suiteID: [UInt8]

    private static let version = Array("HPKE-v1".utf8)

    /// A pseudorandom key of 32 bytes.
    func extract(salt: SymmetricKey?, label: String, _ input: [UInt8]) -> SymmetricKey {
        var hmac = HMAC<SHA256>(key: salt ?? SymmetricKey(data: [UInt8]()))
        hmac.update(data: Self.version)
        hmac.update(data: suiteID)
        hmac.update(data: Array(label.utf8))
        hmac.update(data: input)
        return SymmetricKey(data: hmac.finalize())
    }

    /// `byteCount` bytes of output keying material.
    func expand(_ key: SymmetricKey, label: String, _ info: [UInt8], byteCount: Int) -> SymmetricKey {
        let length = [UInt8(byteCount >> 8), UInt8(byteCount & 0xff)]
        return HKDF<SHA256>.expand(
            pseudoRandomKey: key,
            info: length + Self.version + suiteID + Array(label.utf8) + info,
            outputByteCount: byteCount)
    }
}
