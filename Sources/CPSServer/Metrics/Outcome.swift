internal import CPSWire

/// What became of a request, as it is counted: one of a fixed set, which says nothing of what is stored.
enum Outcome: Hashable, Sendable {
    /// Answered as the protocol has it.
    case ok
    /// Answered that the client has it already.
    case notModified
    /// Refused.
    case problem(ProblemType)
    /// The client was gone before there was an answer.
    case unfinished

    /// How it is called in a label.
    var name: String {
        switch self {
        case .ok: "ok"
        case .notModified: "not-modified"
        case .problem(let type): type.rawValue
        case .unfinished: "unfinished"
        }
    }
}
