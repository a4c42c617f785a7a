import CPSClient

/// How a command ended, as its exit code says it.
enum Outcome: Int32 {
    case done = 0
    /// There is no call for you, or no token in the wallet.
    case nothing = 1
    /// The service refused, or a PASSporT is not to be believed.
    case refused = 2
    /// The service does not answer.
    case unreachable = 3
    /// Something on this side is wrong: the `EX_USAGE` that wrong options end with too.
    case badInput = 64

    init(_ side: CPSClientError.Side) {
        self =
            switch side {
            case .here: .badInput
            case .service: .refused
            case .network: .unreachable
            }
    }
}
