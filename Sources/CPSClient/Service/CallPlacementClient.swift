public import CPSWire
public import FoundationEssentials
internal import Synchronization

/// A client of one Call Placement Service (RFC 8816). It may be used from any number of tasks.
///
/// ```swift
/// let client = try CallPlacementClient(service: URL(string: "https://cps.example")!)
/// let found = try await client.poll(key)
/// ```
public final class CallPlacementClient: Sendable {
    let exchange: Exchange
    let forms: RequestForms
    let wallClock: @Sendable () -> Int64
    private let pinnedName: String?
    let broadKeyBindings = Mutex<BroadKeyBindings?>(nil)
    private let cachedParameters = Mutex<(parameters: ServiceParameters, until: Int64)?>(nil)

    /// How many seconds are until the service is asked again what it says about itself.
    static let parametersLifetime: Int64 = 3600

    /// A client; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - service: Where the public listener is: `https://HOST` or `https://HOST:PORT`.
    ///   - name: The service's name, where you know it and want no other. Else the one it gives itself.
    ///   - trust: Who may vouch for the service's TLS certificates.
    ///   - identity: The STIR certificate, which only ``getTokens(_:into:)`` needs.
    ///   - proxy: What hides this machine's address from the public listener.
    /// - Throws: ``CPSClientError/malformedServiceURL``.
    public convenience init(
        service: URL, name: String? = nil, trust: TLSTrust = .system, identity: STIRIdentity? = nil,
        proxy: AnonymousProxy? = nil
    ) throws(CPSClientError) {
        try self.init(
            service: service, name: name, transport: HTTPTransport(trust: trust, identity: identity, proxy: proxy),
            pause: { try await Task.sleep(for: $0) },
            wallClock: { Int64(Date().timeIntervalSince1970) })
    }

    /// A client whose requests, pauses and time are somebody else's. For tests.
    package init(
        service: URL, name: String? = nil, transport: any Transport,
        pause: @escaping @Sendable (Duration) async throws -> Void, wallClock: @escaping @Sendable () -> Int64
    ) throws(CPSClientError) {
        self.forms = RequestForms(service: try ServiceAddress(service))
        self.exchange = Exchange(transport: transport, pause: pause)
        self.wallClock = wallClock
        self.pinnedName = name
    }

    /// What the service says about itself (`/.well-known/cps`), asked once an hour. Where it cannot be asked
    /// again, what it said before counts for another hour; another name than the right one is an error all the same.
    ///
    /// - Throws: ``CPSClientError/unsupportedParameters``, ``CPSClientError/wrongServiceName``, or what the
    ///   service or the network said.
    public func parameters() async throws(CPSClientError) -> ServiceParameters {
        let now = wallClock()
        let known = cachedParameters.withLock { $0 }
        // A clock that was set back does not keep them for longer.
        if let known, known.until > now, known.until - now <= Self.parametersLifetime { return known.parameters }
        let parameters: ServiceParameters
        do throws(CPSClientError) {
            parameters = try await freshParameters()
        } catch {
            guard let known, error != .cancelled, error != .wrongServiceName else { throw error }
            parameters = known.parameters
        }
        cachedParameters.withLock { $0 = (parameters, now + Self.parametersLifetime) }
        return parameters
    }

    private func freshParameters() async throws(CPSClientError) -> ServiceParameters {
        let parameters = try ServiceParameters.checked(try await exchange.send(forms.parameters).body)
        guard pinnedName == nil || pinnedName == parameters.issuer.name else { throw .wrongServiceName }
        return parameters
    }
}
