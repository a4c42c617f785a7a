/// One library's way of doing a bare operation, to find the fastest of several.
struct Contender {
    /// Which library it is.
    let library: String
    /// Does the operation once; what is made beforehand is made before this exists.
    let operation: () throws -> Void

    /// As many times as told, as ``Comparison`` wants it.
    func callAsFunction(_ repetitions: Int) throws {
        for _ in 0..<repetitions { try operation() }
    }

    /// The one that takes the least time: all are timed in turns, and the medians compared.
    static func fastest(of contenders: [Contender], repetitions: Int) throws -> (Contender, seconds: Double) {
        var seconds = [[Double]](repeating: [], count: contenders.count)
        for contender in contenders { try contender.operation() }
        for _ in 0..<9 {
            for (position, contender) in contenders.enumerated() {
                let start = ContinuousClock.now
                try contender(repetitions)
                seconds[position].append((ContinuousClock.now - start) / .seconds(repetitions))
            }
        }
        let medians = seconds.map(Comparison.median)
        let best = medians.indices.min { medians[$0] < medians[$1] } ?? 0
        return (contenders[best], medians[best])
    }
}

/// A bare operation that did not do what it was timed for: a measurement of it would be worth nothing.
struct BareOperationFailure: Error, CustomStringConvertible {
    let description: String

    init(_ operation: String) {
        description = "\(operation) failed, so there is nothing to compare with"
    }
}
