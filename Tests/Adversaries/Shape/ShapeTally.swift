/// The shapes that the answers to each question had.
struct ShapeTally: Sendable {
    private struct Key: Hashable {
        let group: String
        let question: String
    }

    private var shapes: [Key: [WireShape: Set<String>]] = [:]
    private var asked: [String: Int] = [:]

    private let isDoneWhenSeen: Bool
    /// Whether nothing more needs to be asked.
    private(set) var isDone = false

    /// Nothing counted yet.
    ///
    /// - Parameter isDoneWhenSeen: whether one question with two shapes is enough.
    init(isDoneWhenSeen: Bool) {
        self.isDoneWhenSeen = isDoneWhenSeen
    }

    /// Counts one answer.
    mutating func add(_ shape: WireShape, to question: ShapeQuestion, variant: String) {
        let key = Key(group: question.group, question: question.name)
        shapes[key, default: [:]][shape, default: []].insert(variant)
        if isDoneWhenSeen, shapes[key]?.count != 1 { isDone = true }
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
            let usual = own.min { $0.key.question < $1.key.question }.flatMap { pair in
                pair.value.keys.first.map { "; \(pair.key.question): \($0)" }
            }
            return Finding(
                .sameShape, "\(group) over \(version)", "shapes beyond one a question", Double(surplus), above: 0,
                detail: "\(own.count) questions, \(asked[group] ?? 0) answers\(example ?? usual ?? "")")
        }
    }
}
