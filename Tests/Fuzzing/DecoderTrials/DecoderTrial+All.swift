extension DecoderTrial {
    /// Every decoder of outside bytes that has a trial.
    public static let all: [DecoderTrial] =
        encodings + blindTokens + sealing + wire + placement + stir + certificates + keyDirectory + operation
}

/// Bytes as the decoders of text get them: what is no UTF-8 arrives as replacement characters.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// The UTF-8 of a text. Comparing texts themselves would not do: a K and the Kelvin sign are equal then.
func utf8(_ text: some StringProtocol) -> [UInt8] { Array(text.utf8) }

/// Bytes with the end cut off, or zeros after them.
func fitted(_ bytes: [UInt8], to count: Int) -> [UInt8] {
    bytes.prefix(count) + [UInt8](repeating: 0, count: max(0, count - bytes.count))
}
