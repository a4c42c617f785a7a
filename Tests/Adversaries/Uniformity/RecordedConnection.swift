/// What a client did on one connection, from the other end of it.
package struct RecordedConnection: Hashable, Sendable {
    /// Whether it went to the issuance listener.
    package let isIssuance: Bool
    /// The first record, byte for byte.
    package var clientHello: [UInt8]
    /// What was sent inside TLS.
    package var requests: [RecordedRequest]
    /// Lengths of the records that the client sent after the first.
    package var records: [Int]
}

/// What one client did with each command, in the order in which it did it.
package struct ClientLife: Sendable {
    /// One command, and its connections in the order in which they were opened.
    package struct Step: Sendable {
        package let command: String
        package var connections: [RecordedConnection]
    }

    package var steps: [Step]

    /// The same with every request changed.
    package func mappingRequests(_ change: (RecordedRequest) -> RecordedRequest) -> ClientLife {
        var life = self
        for step in life.steps.indices {
            for connection in life.steps[step].connections.indices {
                life.steps[step].connections[connection].requests = life.steps[step].connections[connection].requests
                    .map(change)
            }
        }
        return life
    }
}
