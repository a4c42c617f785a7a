import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Fetches small things from servers that strangers name, by ``FetchRules``.
///
/// A name is looked up once for each hop. What comes back is judged, and the connection goes to the very address that
/// was judged, with the name for TLS only: so it does not help to answer the next look-up with another address.
final class Fetcher: Sendable {
    /// What an answer may have besides its body.
    private static let headBytes = 32_768
    /// Most addresses of a name that are tried.
    private static let maximumAddresses = 4

    private let rules: FetchRules
    private let tls: NIOSSLContext
    private let resolver: any NameResolver
    private let systemResolver: SystemNameResolver?
    private let underWay = Atomic<Int>(0)

    /// Prepares to fetch.
    ///
    /// - Throws: ``FetchFailure/unusableAuthorities``.
    init(rules: FetchRules, resolver: (any NameResolver)? = nil) throws(FetchFailure) {
        self.rules = rules
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            switch rules.authorities {
            case .system: configuration.trustRoots = .default
            case .pem(let text):
                let certificates = try NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
                guard !certificates.isEmpty else { throw FetchFailure.unusableAuthorities }
                configuration.trustRoots = .certificates(certificates)
            }
            self.tls = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .unusableAuthorities
        }
        let own = resolver == nil ? SystemNameResolver() : nil
        self.systemResolver = own
        self.resolver = resolver ?? own ?? SystemNameResolver()
    }

    deinit {
        systemResolver?.shutDown()
    }

    /// Reads a URL by the rules, without fetching anything.
    func address(_ text: String) throws(FetchFailure) -> FetchAddress {
        try FetchAddress(text, rules: rules)
    }

    /// The body of the answer with status 200 that an address leads to.
    func fetch(_ first: FetchAddress, accept: String) async throws(FetchFailure) -> [UInt8] {
        guard underWay.add(1, ordering: .relaxed).newValue <= rules.maximumFetches else {
            underWay.subtract(1, ordering: .relaxed)
            throw .busy
        }
        defer { underWay.subtract(1, ordering: .relaxed) }
        let deadline = NIODeadline.now() + TimeAmount(rules.totalTime)
        var address = first
        var passed: Set<FetchAddress> = [first]
        while true {
            let answer = try await exchange(with: address, accept: accept, until: deadline)
            switch answer.status {
            case 200: return answer.body
            case 301, 302, 303, 307, 308:
                guard let location = answer.location else { throw .malformedAnswer }
                address = try address.following(location, rules: rules)
                guard passed.insert(address).inserted else { throw .redirectLoop }
                guard passed.count <= rules.maximumRedirects + 1 else { throw .tooManyRedirects }
            default: throw .unexpectedStatus
            }
        }
    }

    private func exchange(
        with address: FetchAddress, accept: String, until deadline: NIODeadline
    ) async throws(FetchFailure) -> FetchAnswer {
        let literal = HostAddress(text: address.host)
        let found: [HostAddress]
        if let literal {
            found = [literal]
        } else {
            found = try await resolver.addresses(of: address.host, until: deadline)
        }
        let permitted = found.filter(permits).prefix(Self.maximumAddresses)
        guard !permitted.isEmpty else { throw .privateAddress }
        let answer = FirstAnswer<Result<FetchAnswer, FetchFailure>>()
        let channel = try await connect(
            to: permitted, for: address, accept: accept, isLiteral: literal != nil, until: deadline, answer: answer)
        let late = channel.eventLoop.scheduleTask(deadline: deadline) {
            answer.give(.failure(.tooSlow))
            channel.close(promise: nil)
        }
        let result = await answer.value
        late.cancel()
        channel.close(promise: nil)
        return try result.get()
    }

    private func permits(_ address: HostAddress) -> Bool {
        switch address.reach {
        case .everywhere: true
        case .inside: rules.dangerouslyAllowsPrivateAddresses
        case .nowhere: false
        }
    }

    /// Connects to the first address that takes the connection. Each has its share of the time that is left.
    private func connect(
        to hosts: ArraySlice<HostAddress>, for address: FetchAddress, accept: String, isLiteral: Bool,
        until deadline: NIODeadline, answer: FirstAnswer<Result<FetchAnswer, FetchFailure>>
    ) async throws(FetchFailure) -> any Channel {
        let (tls, maximumBytes) = (tls, rules.maximumBytes)
        for (index, host) in hosts.enumerated() {
            let left = deadline - .now()
            guard left > .zero else { throw .tooSlow }
            do {
                let socket = try SocketAddress(packedIPAddress: ByteBuffer(bytes: host.bytes), port: address.port)
                return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connectTimeout(.nanoseconds(left.nanoseconds / Int64(hosts.count - index)))
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            let pipeline = channel.pipeline.syncOperations
                            if address.isSecure {
                                // Without a name, the certificate has to be for the address itself.
                                try pipeline.addHandler(
                                    NIOSSLClientHandler(
                                        context: tls, serverHostname: isLiteral ? nil : address.host))
                            }
                            try pipeline.addHandler(ByteBudget(maximumBytes + Self.headBytes))
                            try pipeline.addHTTPClientHandlers()
                            try pipeline.addHandler(
                                FetchExchange(address, accept: accept, maximumBytes: maximumBytes, answer: answer))
                        }
                    }
                    .connect(to: socket).get()
            } catch {
                continue
            }
        }
        throw deadline <= .now() ? .tooSlow : .unreachable
    }
}
