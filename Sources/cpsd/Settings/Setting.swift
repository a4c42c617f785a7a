/// One thing that an operator can set: the single place that says its name, meaning, default and bounds.
///
/// Its key is written `public.port` in the configuration file (nested objects), `--public-port` as a flag,
/// and `CPSD_PUBLIC_PORT` in the environment.
struct Setting: Sendable {
    /// What values it takes.
    enum Kind: Sendable {
        case text(default: String?)
        case number(default: Int, ClosedRange<Int>)
        case switched(default: Bool)
    }

    let key: String
    let kind: Kind
    let summary: String

    static func text(_ key: String, default value: String? = nil, _ summary: String) -> Self {
        Self(key: key, kind: .text(default: value), summary: summary)
    }

    static func number(_ key: String, default value: Int, in range: ClosedRange<Int>, _ summary: String) -> Self {
        Self(key: key, kind: .number(default: value, range), summary: summary)
    }

    static func switched(_ key: String, default value: Bool, _ summary: String) -> Self {
        Self(key: key, kind: .switched(default: value), summary: summary)
    }

    /// The key's parts.
    var components: [String] { key.split(separator: ".").map(String.init) }

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
    var flag: String { "--" + words.joined(separator: "-") }

    /// How it is written in the environment.
    var variable: String { Setting.variablePrefix + words.joined(separator: "_").uppercased() }

    /// What every variable of this program begins with.
    static let variablePrefix = "CPSD_"

    /// What help shows for it: its flag, and a line about it.
    var help: String {
        let fallback =
            switch kind {
            case .text(let value): value.map { " [\($0)]" } ?? ""
            case .number(let value, let range): " [\(value); \(range.lowerBound) to \(range.upperBound)]"
            case .switched(let value): " [\(value)]"
            }
        return "  \(flag)\(fallback)\n      \(summary)"
    }
}
