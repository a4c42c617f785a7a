/// One way of doing a bare operation, to be timed beside others.
struct Contender {
    /// Which library it is, or what is done.
    let library: String
    /// Does the operation once; what is made beforehand is made before this exists.
    let operation: () throws -> Void

    /// As many times as told, as ``Comparison`` wants it.
    func callAsFunction(_ repetitions: Int) throws {
        for _ in 0..<repetitions { try operation() }
    }
}

/// A bare operation that did not do what it was timed for: a measurement of it would be worth nothing.
struct BareOperationFailure: Error, CustomStringConvertible {
    let description: String

    init(_ operation: String) {
        description = "\(operation) failed, so there is nothing to compare with"
    }
}
