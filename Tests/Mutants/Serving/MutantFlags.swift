/// The flags of `cpsd`, as far as a mutant heeds them. The rest is passed over.
package struct MutantFlags: Sendable {
    private let values: [String: String]

    /// Reads `--key value` and `--key=value`; a later one wins.
    package init(_ words: [String]) {
        let words = words.flatMap {
            $0.hasPrefix("--") ? $0.split(separator: "=", maxSplits: 1).map(String.init) : [$0]
        }
        values = zip(words, words.dropFirst()).reduce(into: [:]) { values, pair in
            if pair.0.hasPrefix("--") { values[pair.0] = pair.1 }
        }
    }

    /// The text behind a flag, where it is given.
    package func text(_ flag: String) -> String? { values[flag] }

    /// The text behind a flag that has to be given.
    package func needed(_ flag: String) throws -> String {
        guard let value = values[flag] else { throw MutantFault("\(flag) is needed") }
        return value
    }

    /// The number behind a flag, or the default of `cpsd`.
    package func number(_ flag: String, default fallback: Int) throws -> Int {
        guard let text = values[flag] else { return fallback }
        guard let number = Int(text) else { throw MutantFault("\(flag) is '\(text)', but has to be a whole number") }
        return number
    }
}

/// Why a mutant cannot be served.
package struct MutantFault: Error, CustomStringConvertible {
    package let description: String

    /// A reason as given.
    package init(_ description: String) { self.description = description }
}
