/// In what two lives differ, where they must not.
struct Difference: Sendable {
    private(set) var requestBytes = 0
    private(set) var helloBytes = 0
    private(set) var commands = 0
    private(set) var records = 0
    /// The first request that differs.
    private(set) var example: String?

    /// Compares them command by command.
    init(_ one: ClientLife, _ other: ClientLife) {
        commands = abs(one.steps.count - other.steps.count)
        for (left, right) in zip(one.steps, other.steps) {
            if Self.order(left) != Self.order(right) { commands += 1 }
            for (left, right) in zip(left.connections, right.connections) { compare(left, right) }
        }
    }

    private mutating func compare(_ left: RecordedConnection, _ right: RecordedConnection) {
        helloBytes += Self.distance(ClientHello.blanked(left.clientHello), ClientHello.blanked(right.clientHello))
        if left.records != right.records { records += 1 }
        for (left, right) in zip(left.requests, right.requests) {
            let distance = Self.distance(left.blanked, right.blanked)
            requestBytes += distance
            guard distance > 0, example == nil else { continue }
            example = "\(left.lines) is not \(right.lines)"
        }
    }

    private static func order(_ step: ClientLife.Step) -> [String] {
        [step.command] + step.connections.map { "\($0.isIssuance): \($0.requests.map(\.kind))" }
    }

    /// Bytes that differ, those included that only one has.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        zip(one, other).count { $0 != $1 } + abs(one.count - other.count)
    }
}
