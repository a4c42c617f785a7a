import Synchronization

/// Learns the listeners' ports as they are bound: the public one tells its clients the other's.
final class BoundPorts: Sendable {
    /// The issuance listener's port, once.
    let issuancePort: AsyncStream<Int>

    private let issuance: AsyncStream<Int>.Continuation
    private let report: StartReport

    init(report: StartReport) {
        (issuancePort, issuance) = AsyncStream.makeStream()
        self.report = report
    }

    func issuanceIsBound(to port: Int) {
        report.sayIssuanceIsServed(port: port)
        issuance.yield(port)
        issuance.finish()
    }

    func publicIsBound(to port: Int) {
        report.sayPublicIsServed(port: port)
    }
}
