/// What the service promises, numbered as in `spec-notes/threat-model.md`.
package enum Claim: Int, CaseIterable, Sendable, Codable {
    case sameShape = 1
    case fresh
    case noIntersection
    case randomToTheEye
    case randomToALearner
    case time
    case neighbours
    case blind
    case uniformClients
    case nothingKept
    case handlesAndLinks

    /// The claim's name in tables.
    package var name: String {
        switch self {
        case .sameShape: "same shape"
        case .fresh: "fresh"
        case .noIntersection: "no intersection"
        case .randomToTheEye: "random to the eye"
        case .randomToALearner: "random to a learner"
        case .time: "time"
        case .neighbours: "neighbours"
        case .blind: "blind"
        case .uniformClients: "uniform clients"
        case .nothingKept: "nothing kept"
        case .handlesAndLinks: "handles and links"
        }
    }
}
