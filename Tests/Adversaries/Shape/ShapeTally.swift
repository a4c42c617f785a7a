/// The shapes that the answers to each question had.
struct ShapeTally: Sendable {
    private struct Key: Hashable {
        let group: String
        let question: String
    }

    private var shapes: [Key: [WireShape: Set<String>]] = [:]
    private var asked: [String: Int] = [:]

    /// Counts one answer.
    mutating func add(_ shape: WireShape, to question: ShapeQuestion, variant: String) {
        shapes[Key(group: question.group, question: question.name), default: [:]][shape, default: []].insert(variant)
        asked[question.group, default: 0] += 1
    }

    /// A finding for each group of questions.
    func findings(over version: String) -> [Finding] {
        asked.keys.sorted().map { group in
            let own = shapes.filter { $0.key.group == group }
            let surplus = own.values.reduce(0) { $0 + $1.count - 1 }
            let example = own.filter { $0.value.count > 1 }.min { $0.key.question < $1.key.question }.map { pair in
                "; \(pair.key.question): "
                    + pair.value.map { "\($0.value.sorted().joined(separator: ", ")): \($0.key)" }.sorted().prefix(3)
                    .joined(separator: " BUT ")
            }
            return Finding(
                .sameShape, "\(group) over \(version)", "shapes beyond one a question", Double(surplus), above: 0,
                detail: "\(own.count) questions, \(asked[group] ?? 0) answers\(example ?? "")")
        }
    }
}
