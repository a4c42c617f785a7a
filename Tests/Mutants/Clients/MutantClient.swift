package import Adversaries

/// A client that can be told from others: what the program sent is changed on its way to whoever compares.
package struct MutantClient: Sendable {
    /// What it is called in tables.
    package let name: String
    /// What is wrong with it, as the end of "a client that ...".
    package let fault: String
    private let change: @Sendable (ClientLife, Int) -> ClientLife

    private init(_ name: String, _ fault: String, _ change: @escaping @Sendable (ClientLife, Int) -> ClientLife) {
        self.name = name
        self.fault = fault
        self.change = change
    }

    /// What each of several clients does, were they like this.
    package func lives(_ lives: [[ClientLife]]) -> [[ClientLife]] {
        lives.enumerated().map { number, watched in watched.map { change($0, number) } }
    }

    /// All of them.
    package static let all: [MutantClient] = [
        userAgent, signatureInputOrder, fieldOrder, tokenInAnotherForm, otherTLS, reusedConnection,
    ]

    /// It says what it is and where it runs.
    package static let userAgent = MutantClient("user-agent", "names itself and its machine") { life, number in
        life.mappingRequests { request in
            var request = request
            request.lines.append("User-Agent: cps/1 (\(["desk", "exchange-17"][number % 2]))")
            return request
        }
    }

    /// The components of the signature in another order, by a library of another kind.
    package static let signatureInputOrder = only(
        "signature-input-order", "signs the same parts in another order"
    ) {
        $0.replacing(#"("@method" "@path""#, with: #"("@path" "@method""#)
    }

    /// The token with padding, which another encoder leaves out or adds.
    package static let tokenInAnotherForm = only("other-quotes", "writes the token without quotation marks") {
        $0.hasPrefix("Authorization: ") ? $0.replacing("\"", with: "") : $0
    }

    /// The fields in another order.
    package static let fieldOrder = MutantClient("field-order", "sends its fields in another order") { life, number in
        guard number == 1 else { return life }
        return life.mappingRequests { request in
            var request = request
            if request.lines.count > 2 { request.lines.swapAt(1, 2) }
            return request
        }
    }

    /// One cipher suite less.
    package static let otherTLS = MutantClient("other-tls", "comes with a TLS library of another version") {
        life, number in
        guard number == 1 else { return life }
        return changingConnections(life) { connection in
            // The low byte of the first suite, behind record, handshake, version, random and session identifier.
            let place = 44 + Int(connection.clientHello[43]) + 3
            connection.clientHello[place] ^= 2
        }
    }

    /// A store on the connection that asked for the parameters.
    package static let reusedConnection = MutantClient("reused-connection", "sends what should travel alone together") {
        life, number in
        guard number == 1 else { return life }
        var life = life
        for step in life.steps.indices where life.steps[step].connections.count > 1 {
            let last = life.steps[step].connections.removeLast()
            life.steps[step].connections[0].requests += last.requests
        }
        return life
    }

    /// Lines that one of the clients writes in another way.
    private static func only(
        _ name: String, _ fault: String, _ change: @escaping @Sendable (String) -> String
    ) -> MutantClient {
        MutantClient(name, fault) { life, number in
            guard number == 1 else { return life }
            return life.mappingRequests { request in
                var request = request
                request.lines = request.lines.map(change)
                return request
            }
        }
    }

    private static func changingConnections(
        _ life: ClientLife, _ change: (inout RecordedConnection) -> Void
    ) -> ClientLife {
        var life = life
        for step in life.steps.indices {
            for connection in life.steps[step].connections.indices
            where !life.steps[step].connections[connection]
                .clientHello.isEmpty
            {
                change(&life.steps[step].connections[connection])
            }
        }
        return life
    }
}
