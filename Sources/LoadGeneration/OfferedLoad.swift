/// What a load generator offers to a service, whatever the service answers.
package struct OfferedLoad: Hashable, Sendable {
    /// Requests that are begun in a second, however many are still waiting for their answers.
    package var arrivalsPerSecond: Double
    /// How long requests are begun.
    package var duration: Duration
    /// Connections that the requests are spread over.
    package var connections: Int

    /// A load as given.
    package init(arrivalsPerSecond: Double, duration: Duration, connections: Int) {
        self.arrivalsPerSecond = arrivalsPerSecond
        self.duration = duration
        self.connections = connections
    }
}
