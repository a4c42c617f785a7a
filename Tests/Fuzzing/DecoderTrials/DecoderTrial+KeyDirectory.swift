import KeyDirectory
import STIR

extension DecoderTrial {
    /// What key directories publish.
    static let keyDirectory: [DecoderTrial] = [
        DecoderTrial("key-binding", longest: 4096) {
            try UnverifiedKeyBinding(text($0))
        } holds: { binding, bytes in
            try promise(utf8(binding.compactSerialization) == bytes, "a key binding is kept as it was read")
            try check(binding.claimed)
        },
        DecoderTrial("key-withdrawal", longest: 4096) {
            try UnverifiedKeyWithdrawal(text($0))
        } holds: { withdrawal, _ in
            try check(withdrawal.claimed)
        },
        // The claims alone, in JSON. A fuzzer makes little of base64url.
        DecoderTrial("key-binding-claims", longest: 2048) {
            try JSONParser.parse($0).map { try KeyBinding(json: $0) }
        } holds: { binding, _ in
            try check(binding)
        },
        DecoderTrial("key-withdrawal-claims", longest: 256) {
            try JSONParser.parse($0).map { try KeyWithdrawal(json: $0) }
        } holds: { withdrawal, _ in
            try check(withdrawal)
        },
        DecoderTrial("key-binding-list", longest: 1024) {
            try KeyBindingList.decode($0)
        } holds: { bindings, _ in
            let padded = KeyBindingList.padded(bindings.map { KeyBindingList.record($0) })
            let again = try KeyBindingList.decode(padded)
            try promise(again.map { utf8($0) } == bindings.map { utf8($0) }, "a list that was written is the same")
            try promise(padded.count == KeyBindingList.sizeClass(of: padded.count), "a list is as long as its class")
        },
        DecoderTrial("bucket", longest: 16) {
            try NumberBucket(hex: text($0))
        } holds: { bucket, bytes in
            try promise(utf8(bucket.hex) == bytes, "a bucket is written as it was read")
            try promise(NumberBucket.allowedDigits.contains(bytes.count), "a bucket has 1 to 4 digits")
        },
        DecoderTrial("service-origin", longest: 320) {
            try CPSOrigin(text($0))
        } holds: { origin, bytes in
            try promise(utf8(origin.uri) == bytes, "an origin is written as it was read")
            try promise(bytes.allSatisfy { (0x21...0x7e).contains($0) }, "an origin is printable ASCII")
            try promise(bytes == utf8(origin.uri.lowercased()), "an origin is in lower case")
        },
    ]

    private static func check(_ binding: KeyBinding) throws {
        let again = try KeyBinding(json: binding.json)
        try promise(again == binding, "a key binding that was written is read as the same")
        try promise(binding.notBefore < binding.expires, "a key binding is valid for some time")
        try promise(binding.numbers.allSatisfy { $0.count > 0 }, "a key binding is for numbers")
    }

    private static func check(_ withdrawal: KeyWithdrawal) throws {
        try promise(KeyWithdrawal(json: withdrawal.json) == withdrawal, "a withdrawal is read as the same")
    }
}
