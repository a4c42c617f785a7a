package import Sealing

extension DecoderTrial {
    /// What is stored and polled, and the keys and indexes that it goes by.
    static let sealing: [DecoderTrial] = [
        DecoderTrial("batch", longest: TrialRecipient.batchByteCount + 32) { bytes -> [BatchOpener.Opened]? in
            // Nearly no batch that is made by chance has the right length, and none of another is looked at further.
            if let opened = try? TrialRecipient.open(bytes) { return opened }
            return try TrialRecipient.open(TrialRecipient.batch(bytes))
        } holds: { opened, _ in
            try promise(opened.count <= TrialRecipient.entries, "no more is found than was asked for")
            for entry in opened {
                try promise(
                    entry.passport.bytes.count == TrialRecipient.size().byteCount, "a sealed PASSporT has one size")
            }
            let live = try opened.map { entry in
                LiveEntry(
                    recipient: try TrialRecipient.key().publicKey, sealed: entry.passport.bytes, pending: entry.pending,
                    remaining: entry.remaining)
            }
            let again = try TrialRecipient.open(
                BatchSealer(size: TrialRecipient.size()).batch(of: live, entries: TrialRecipient.entries))
            try promise(
                Set(again.map(\.passport)) == Set(opened.map(\.passport)), "a batch that was made holds the same")
        },
        DecoderTrial("sealed-passport", longest: TrialRecipient.sealedByteCount + 32) { bytes -> [String]? in
            let (key, size) = (try TrialRecipient.key(), try TrialRecipient.size())
            return try SealedPassport(bytes: fitted(bytes, to: size.byteCount), size: size).open(with: key)
        } holds: { passports, _ in
            let (key, size) = (try TrialRecipient.key(), try TrialRecipient.size())
            let again = try SealedPassport(sealing: passports, to: key.publicKey, size: size).open(with: key)
            try promise(
                again.map { utf8($0) } == passports.map { utf8($0) }, "PASSporTs that are sealed again are the same")
        },
        DecoderTrial("passport-plaintext", longest: TrialRecipient.sealedByteCount) { bytes in
            try PassportPlaintext.decode(fitted(bytes, to: TrialRecipient.plaintextByteCount()))
        } holds: { passports, bytes in
            try promise(
                PassportPlaintext.encode(passports, size: TrialRecipient.size())
                    == fitted(bytes, to: TrialRecipient.plaintextByteCount()),
                "the inside of a sealed PASSporT has one spelling")
        },
        DecoderTrial("index", longest: 80) {
            try IndexPrefix(hex: text($0))
        } holds: { prefix, bytes in
            try promise(utf8(prefix.hex) == bytes, "a prefix is written as it was read")
            try promise(prefix.contains(prefix.lowest) && prefix.contains(prefix.highest), "a prefix holds its bounds")
            try promise(prefix.lowest.hex.hasPrefix(prefix.hex), "the lowest index begins with the prefix")
            try promise(prefix.highest.hex.hasPrefix(prefix.hex), "the highest index begins with the prefix")
            try promise(
                (prefix.index != nil) == (prefix.lowest == prefix.highest), "64 digits name one index, fewer do not")
        },
        DecoderTrial("recipient-key", longest: 40) {
            try RecipientPublicKey(bytes: $0)
        } holds: { key, bytes in
            try promise(key.bytes == bytes, "a key is written as it was read")
            // Fails where the agreement is zero: a key of low order that is not in the list.
            _ = try SealedPassport(sealing: ["a"], to: key, size: TrialRecipient.size())
            let live = LiveEntry(
                recipient: key, sealed: [UInt8](repeating: 0, count: TrialRecipient.sealedByteCount), pending: 1,
                remaining: 1)
            _ = try BatchSealer(size: TrialRecipient.size()).batch(of: [live], entries: 1)
        },
    ]
}

/// The recipient for whom the corpora are made, and the sizes of its deployment: the smallest.
package enum TrialRecipient {
    /// Bytes of a sealed PASSporT.
    package static let sealedByteCount = 512
    /// Entries of a batch.
    package static let entries = 2
    /// Bytes of a batch.
    static let batchByteCount = 35 + entries * (sealedByteCount + 24)

    /// The deployment's size.
    package static func size() throws -> SealedSize { try SealedSize(byteCount: sealedByteCount) }

    /// Bytes inside of a sealed PASSporT.
    static func plaintextByteCount() throws -> Int { try size().passportCapacity + 2 }

    /// A private key that anybody knows.
    package static func key() throws -> RecipientPrivateKey {
        guard let known else { throw BrokenPromise(description: "the recipient of the trials has a key") }
        return known
    }

    private static let known = try? RecipientPrivateKey(secretBytes: Array(1...32))

    /// What a batch holds for the recipient.
    static func open(_ batch: [UInt8]) throws -> [BatchOpener.Opened] {
        try BatchOpener(key: key(), size: size()).open(batch, entries: entries)
    }

    /// Bytes in the shape of a batch.
    static func batch(_ bytes: [UInt8]) -> [UInt8] {
        var batch = fitted(bytes, to: batchByteCount)
        batch[1] = 0
        batch[2] = UInt8(entries)
        return batch
    }
}
