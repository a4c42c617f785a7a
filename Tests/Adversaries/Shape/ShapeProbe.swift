internal import ServiceHarness

/// Asks over one connection as long as that lasts, and sees the shape of each answer.
///
/// After each question another is asked whose answer is always the same: what the service sends late belongs to the
/// question before, and would be seen in front of it.
struct ShapeProbe<Version: ShapeProtocol> {
    private static var marker: RawRequest { RawRequest("GET", "/health") }

    private let endpoint: Endpoint
    private var connection: TappedConnection?
    private var version = Version()
    private var received: [UInt8] = []
    private var records: [TLSRecord] = []

    /// A probe at the public listener.
    init(_ server: RunningServer) {
        var endpoint = server.publicEndpoint
        endpoint.applicationProtocols = [Version.applicationProtocol]
        self.endpoint = endpoint
    }

    /// The shape of the answer to a request; on a connection of its own where it carries a body, since in HTTP/2 the
    /// windows that the service opens go by what was sent before.
    mutating func shape(of request: RawRequest) async throws -> WireShape {
        if !request.body.isEmpty { await close() }
        if connection == nil { try await open() }
        do {
            var shape = try await exchange(request)
            let marker = try await exchange(Self.marker)
            shape.after = "\(marker.frames) \(marker.records)"
            if !request.body.isEmpty { await close() }
            return shape
        } catch {
            await close()
            throw error
        }
    }

    /// The shape of the answer to the first request of a new connection, with every record that comes after the
    /// handshake.
    mutating func firstShape(of request: RawRequest) async throws -> WireShape {
        let opened = try await TappedConnection.connect(to: endpoint)
        (connection, version, received, records) = (opened, Version(), [], [])
        opened.send(version.preface() + version.request(request))
        while true {
            switch try await opened.next() {
            case .record(let record): records.append(record)
            case .handshakeDone: records = []
            case .plaintext(let bytes):
                received += bytes
                guard let answer = try version.answer(&received, to: request) else { continue }
                var shape = answer.shape([])
                shape.after = "all records \(records.map(\.length))"
                return shape
            }
        }
    }

    /// Closes the connection.
    mutating func close() async {
        await connection?.close()
        connection = nil
    }

    /// Connects, and lets what comes with a new connection pass: tickets of TLS, settings of HTTP/2.
    private mutating func open() async throws {
        let opened = try await TappedConnection.connect(to: endpoint)
        (connection, version, received, records) = (opened, Version(), [], [])
        opened.send(version.preface())
        _ = try await exchange(Self.marker)
    }

    private mutating func exchange(_ request: RawRequest) async throws -> WireShape {
        guard let connection else { throw HarnessError.connectionClosed }
        connection.send(version.request(request))
        records = []
        while true {
            switch try await connection.next() {
            case .record(let record): records.append(record)
            case .handshakeDone: break
            case .plaintext(let bytes):
                received += bytes
                guard let answer = try version.answer(&received, to: request) else { continue }
                return answer.shape(records)
            }
        }
    }
}
