/// One decoder of bytes from outside, and what has to hold whatever it is given.
///
/// A fuzzer runs it on bytes that nobody thought of (the package in `Tests/Fuzzing`), and the suite on the corpora beside
/// it. That a decoder neither crashes nor hangs is not said here: whoever runs it sees that.
public struct DecoderTrial: Sendable {
    /// What a decoder made of the bytes.
    public enum Outcome: Hashable, Sendable {
        /// It read them, and everything held.
        case read
        /// It refused them.
        case refused
    }

    /// The name of the decoder, which is that of its corpus.
    public let name: String
    /// The most bytes that are worth trying.
    public let longest: Int
    private let trial: @Sendable ([UInt8]) throws -> Outcome

    /// Describes a trial.
    ///
    /// - Parameters:
    ///   - name: The name of the decoder.
    ///   - longest: The most bytes that are worth trying.
    ///   - decode: Reads bytes. It refuses them by `nil` or by any error.
    ///   - holds: Throws where something does not hold of a value that was read of bytes.
    init<Value>(
        _ name: String, longest: Int, reading decode: @escaping @Sendable ([UInt8]) throws -> Value?,
        holds: @escaping @Sendable (Value, [UInt8]) throws -> Void
    ) {
        self.name = name
        self.longest = longest
        self.trial = { bytes in
            let value: Value?
            do { value = try decode(bytes) } catch { return .refused }
            guard let value else { return .refused }
            try holds(value, bytes)
            return .read
        }
    }

    /// Lets the decoder read bytes.
    ///
    /// - Throws: ``BrokenPromise``, or what the decoder or encoder threw at what it had read or written itself.
    public func outcome(of bytes: [UInt8]) throws -> Outcome { try trial(bytes) }
}

/// Something that has to hold and does not.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// What has to hold.
    public let description: String
}

/// Says what has to hold.
func promise(_ holds: Bool, _ sentence: String) throws(BrokenPromise) {
    guard holds else { throw BrokenPromise(description: sentence) }
}
