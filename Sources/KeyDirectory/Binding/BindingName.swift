import Encodings
import STIR
import Sealing

/// What a signer calls one of its bindings: 1 to 64 of `a`-`z`, `0`-`9` and `-`.
///
/// A binding replaces the earlier one of the same signer and name, and no other.
public struct BindingName: Hashable, Sendable {
    /// Most characters.
    public static let maximumLength = 64

    /// The characters.
    public let text: String

    /// Checks a name.
    ///
    /// - Throws: ``KeyBindingError/malformedName``.
    public init(_ text: String) throws(KeyBindingError) {
        guard (1...Self.maximumLength).contains(text.utf8.count),
            text.utf8.allSatisfy({ character in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) || character == UInt8(ascii: "-")
            })
        else { throw .malformedName }
        self.text = text
    }

    /// The name for whoever does not care: the same for the same numbers, in whatever order they are given, so that a
    /// new key for them replaces the old one.
    public init(for numbers: [BoundNumbers]) {
        let spelled = numbers.map { JSONValue.array([$0.json]).deterministicBytes }
            .sorted { $0.lexicographicallyPrecedes($1) }
        let digest = WholeDigest.sha256(of: Array("cps-binding-name-v1".utf8) + spelled.flatMap(\.self))
        self.text = Hex.encode(digest.prefix(16))
    }
}
