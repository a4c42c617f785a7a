/// The text form of key files: a first line that says what it is, then one `name: value` a line.
struct LabelledLines {
    let kind: String
    private(set) var fields: [(name: String, value: String)] = []

    /// Begins a text.
    init(kind: String) {
        self.kind = kind
    }

    /// Reads a text of a kind; `nil` where it is of another kind, a line has no name, or a name stands twice.
    init?(_ text: String, kind: String) {
        self.kind = kind
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true)[...]
        guard lines.popFirst() == Substring(kind) else { return nil }
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard parts.count == 2, self[String(parts[0])] == nil else { return nil }
            append(String(parts[0]), String(parts[1]))
        }
    }

    mutating func append(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    var text: String {
        ([kind] + fields.map { "\($0.name): \($0.value)" }).joined(separator: "\n") + "\n"
    }
}
