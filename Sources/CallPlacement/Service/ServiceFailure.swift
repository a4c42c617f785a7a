public import Sealing

/// Why the service could not do its work: nothing that the one who asked did wrong.
public enum ServiceFailure: Error, Hashable, Sendable {
    /// The store failed.
    case store(StoreError)
    /// The cryptographic library failed.
    case sealing(SealingError)

    /// What to tell the operator.
    public var explanation: String {
        switch self {
        case .store(let error): error.description
        case .sealing(let error): error.description
        }
    }
}

extension ServiceFailure {
    /// Whether it is worth trying again soon: the store had no room, or its disk failed. A store opens its files again by
    /// itself; what is damaged stays so.
    public var isWorthRetrying: Bool {
        switch self {
        case .store(let error): error.isPassing
        case .sealing: false
        }
    }
}
