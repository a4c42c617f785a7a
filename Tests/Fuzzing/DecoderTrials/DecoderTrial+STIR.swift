import Encodings
import STIR

extension DecoderTrial {
    /// PASSporTs and their parts.
    static let stir: [DecoderTrial] = [
        DecoderTrial("json", longest: 1024) {
            JSONParser.parse($0)
        } holds: { value, _ in
            let written = value.deterministicBytes
            let again = JSONParser.parse(written)
            try promise(again == value, "JSON that was written is read as the same")
            try promise(again?.deterministicBytes == written, "JSON has one deterministic spelling")
        },
        DecoderTrial("passport", longest: 4096) {
            try UnverifiedPassport(text($0))
        } holds: { passport, bytes in
            try promise(utf8(passport.compactSerialization) == bytes, "a PASSporT is kept as it was read")
            try check(passport)
        },
        // Header and claims, a line feed between them, put into a PASSporT. A fuzzer makes little of base64url.
        DecoderTrial("passport-parts", longest: 2048) { bytes -> UnverifiedPassport? in
            let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let signature = [UInt8](repeating: 1, count: CompactSerialization.signatureByteCount)
            return try UnverifiedPassport(
                [Array(parts[0]), Array(parts[1]), signature].map { Base64URL.encode($0) }.joined(separator: "."))
        } holds: { passport, _ in
            try check(passport)
        },
        DecoderTrial("identity", longest: 256) {
            try PassportIdentity(canonicalising: text($0))
        } holds: { identity, _ in
            try promise(identity.isEquivalent(to: identity), "an identity is equivalent to itself")
            let again: PassportIdentity
            switch identity {
            case .number(let number): again = try PassportIdentity(canonicalising: number.digits)
            case .uri(let uri): again = try PassportIdentity(canonicalising: uri)
            }
            try promise(again == identity, "what is canonical stays as it is")
        },
    ]

    /// What holds for a PASSporT that was read.
    private static func check(_ passport: UnverifiedPassport) throws {
        let claimed = passport.claimed
        let signature = passport.compactSerialization.split(separator: ".").last ?? ""
        let again = try UnverifiedPassport(claimed.signingInput + "." + signature)
        try promise(again.claimed == claimed, "a PASSporT that was written is read as the same")
        try promise(again.claimed.signingInput == claimed.signingInput, "a PASSporT has one spelling")
        let chain = PassportChain(passport)
        try promise(
            (1...PassportChain.maximumDiversions + 1).contains(chain.passports.count), "a call has few diversions")
        try promise(chain.original == chain.passports.last, "a chain ends with the original")
        try promise(chain.origin.isEquivalent(to: chain.origin), "an origin is equivalent to itself")
    }
}
