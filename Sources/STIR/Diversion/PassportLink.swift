/// A place in the chain of PASSporTs of a diverted call.
public enum PassportLink: Hashable, Sendable {
    /// The PASSporT that the call began with.
    case original
    /// That of a diversion, 0 for the latest.
    case diversion(Int)
}

extension PassportLink: CustomStringConvertible {
    public var description: String {
        switch self {
        case .original: "the original PASSporT of a diverted call"
        case .diversion(0): "the latest diversion"
        case .diversion(let position): "the diversion \(position) before the latest"
        }
    }
}
