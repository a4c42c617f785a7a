/// What is inside a sealed PASSporT: `length(2) || passports || zeros`, the PASSporTs separated by one LF.
package enum PassportPlaintext {
    private static let separator = UInt8(ascii: "\n")

    /// Writes PASSporTs, of which none may be empty or hold a line feed.
    package static func encode(_ passports: [String], size: SealedSize) throws(SealingError) -> [UInt8] {
        let texts = passports.map { Array($0.utf8) }
        guard !texts.isEmpty, texts.allSatisfy({ !$0.isEmpty && !$0.contains(separator) }) else {
            throw .malformedPlaintext
        }
        let joined = Array(texts.joined(separator: [separator]))
        guard joined.count <= size.passportCapacity else { throw .doesNotFit }
        let length = [UInt8(joined.count >> 8), UInt8(joined.count & 0xff)]
        return length + joined + Array(repeating: 0, count: size.passportCapacity - joined.count)
    }

    /// Reads PASSporTs; one plaintext alone spells them.
    package static func decode(_ plaintext: [UInt8]) throws(SealingError) -> [String] {
        guard plaintext.count >= 2 else { throw .malformedPlaintext }
        let length = Int(plaintext[0]) << 8 | Int(plaintext[1])
        let content = plaintext.dropFirst(2)
        guard length > 0, length <= content.count, content.dropFirst(length).allSatisfy({ $0 == 0 }) else {
            throw .malformedPlaintext
        }
        let parts = content.prefix(length).split(separator: separator, omittingEmptySubsequences: false)
        var passports: [String] = []
        for part in parts {
            guard !part.isEmpty, let text = String(validating: part, as: UTF8.self) else { throw .malformedPlaintext }
            passports.append(text)
        }
        return passports
    }
}
