/// One thing that an operator can set: the single place that says its name, meaning, default and bounds.
///
/// Its key is written `public.port` in the configuration file (nested objects), `--public-port` as a flag,
/// and `CPSD_PUBLIC_PORT` in the environment. A `*` in a key stands for a name that the operator chooses.
package struct Setting: Sendable {
    /// What values it takes.
    package enum Kind: Sendable {
        case text(default: String?)
        case number(default: Int, ClosedRange<Int>)
        case switched(default: Bool)
        case list
    }

    package let key: String
    package let kind: Kind
    package let summary: String

    /// The key's parts. A name that the operator chose may hold a period.
    package let components: [String]

    private init(key: String, kind: Kind, summary: String) {
        self.key = key
        self.kind = kind
        self.summary = summary
        components = key.split(separator: ".").map(String.init)
    }

    private init(_ setting: Setting, named name: String) {
        components = setting.components.map { $0 == Self.anyName ? name : $0 }
        key = components.joined(separator: ".")
        kind = setting.kind
        summary = setting.summary
    }

    /// What stands for a name that the operator chooses.
    package static let anyName = "*"

    /// A text.
    package static func text(_ key: String, default value: String? = nil, _ summary: String) -> Self {
        Self(key: key, kind: .text(default: value), summary: summary)
    }

    /// A whole number within a range.
    package static func number(
        _ key: String, default value: Int, in range: ClosedRange<Int>, _ summary: String
    ) -> Self {
        Self(key: key, kind: .number(default: value, range), summary: summary)
    }

    /// Something that is on or off.
    package static func switched(_ key: String, default value: Bool, _ summary: String) -> Self {
        Self(key: key, kind: .switched(default: value), summary: summary)
    }

    /// Several texts; none where it is not set.
    package static func list(_ key: String, _ summary: String) -> Self {
        Self(key: key, kind: .list, summary: summary)
    }

    /// The setting of one name, for a setting whose key has a `*`.
    package func named(_ name: String) -> Self { Self(self, named: name) }

    /// Whether a key with these parts is this setting's.
    func describes(_ key: [String]) -> Bool {
        key.count == components.count && zip(components, key).allSatisfy { $0 == $1 || $0 == Self.anyName }
    }

    /// The words of the key: `public`, `port`.
    private var words: [String] {
        components.flatMap { component in
            component.reduce(into: [""]) { words, character in
                if character.isUppercase { words.append("") }
                words[words.count - 1] += character.lowercased()
            }
        }
    }

    /// How it is written as a flag.
    package var flag: String { "--" + words.joined(separator: "-") }

    /// How it is written in the environment, behind what every variable of a program begins with.
    func variable(prefix: String) -> String { prefix + words.joined(separator: "_").uppercased() }

    private var range: String {
        switch kind {
        case .text(let value): value.map { " [\($0)]" } ?? ""
        case .number(let value, let range): " [\(value); \(range.lowerBound) to \(range.upperBound)]"
        case .switched(let value): " [\(value)]"
        case .list: " [none]"
        }
    }

    /// What help shows for it where it is a flag: the flag, and a line about it.
    package var help: String { "  \(flag)\(range)\n      \(summary)" }

    /// What help shows for it where it stands in a file only.
    package var helpOfKey: String { "  \(key)\(range)\n      \(summary)" }
}
