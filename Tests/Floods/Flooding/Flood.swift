/// What a flooder does on each of its connections.
package struct Flood: CustomStringConvertible, Sendable {
    /// How a connection is ended by the flooder itself.
    package enum Ending: Sendable {
        /// Not at all.
        case none
        /// As soon as it is made.
        case atOnce
        /// Its sending half, as soon as everything is said.
        case half
    }

    /// What it is called in tables.
    package var name: String
    /// What is offered for TLS to agree on; `nil` for a connection without TLS.
    package var protocolName: String? = "http/1.1"
    /// Connections that are kept open.
    package var connections: Int
    /// What is said first.
    package var opening: [UInt8] = []
    /// What is said then, again and again, each time with the next number.
    package var drip: (@Sendable (Int) -> [UInt8])?
    /// Milliseconds from one drip to the next; 0 for as fast as the connection takes it.
    package var every: Int64 = 1000
    /// Whether answers are read.
    package var isReading = true
    /// How the flooder ends it.
    package var ending = Ending.none
    /// Whether the service ends such connections by itself, soon.
    package var isToBeEnded = false
    /// Megabytes that the service may grow by while it lasts.
    package var megabytes: Int

    package var description: String { name }

    /// A flood.
    package init(_ name: String, connections: Int, megabytes: Int) {
        self.name = name
        self.connections = connections
        self.megabytes = megabytes
    }
}
