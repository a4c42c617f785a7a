internal import BlindTokens
internal import CPSServer
internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import LMDBStore
internal import Logging
internal import NIOCore
internal import NIOEmbedded
internal import NIOPosix
internal import Sealing
internal import Synchronization
internal import ThrowawayPKI

/// The service as it stands behind the public listener, without a socket: requests go in and answers come out.
///
/// It answers on an event loop, as the service answers the requests of a connection.
struct ServiceInProcess: Sendable {
    /// When answers to polls leave.
    enum Release {
        /// As soon as they are ready, as no service may answer: no time passes in which nothing is done.
        case whenReady
        /// At a multiple of a small quantum, as the loop's timer says, and so long after they are ready at the least.
        case onTime(margin: Duration)
    }

    /// Where PASSporTs are kept.
    let memory: StorageInMemory
    private let service: CallPlacementService
    private let challenge: TokenChallenge
    private let tokenKey: BlindRSAPublicKey
    private let responder: any HTTPResponder<ListenerContext>
    private let loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    private let channel = NIOAsyncTestingChannel()
    private let logger = Logger(label: "counted", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Starts a service on an empty storage.
    init(answering release: Release = .whenReady) async throws {
        memory = try StorageInMemory()
        let (quantum, margin) =
            switch release {
            case .whenReady: (Duration.zero, Duration.zero)
            case .onTime(let margin): (.milliseconds(5), margin)
            }
        let policy = ServicePolicy(
            name: "cps.example", sealedSize: .standard, limits: StorageInMemory.limits, releaseQuantum: quantum,
            releaseMargin: margin, epochs: EpochPolicy(length: 86_400, grace: 3600), issuanceQuota: 1_000_000)
        challenge = try policy.tokenChallenge
        service = try await CallPlacementService.start(
            policy: policy, schedule: .calibrated(for: policy), store: memory.storage, ledger: memory.storage,
            handleKey: memory.storage.handleKey,
            keyFolder: memory.keyFolder, tokenRequestURI: WirePath.tokenRequest, clock: .system, logger: logger)
        guard let key = service.issuance.directory.entries.first?.tokenKey else {
            throw HotPathFailure("the directory")
        }
        tokenKey = key
        responder = try Self.responder(of: service, policy: policy, logger: logger)
    }

    /// What answers on the public listener, taken out of one that is never run.
    private static func responder(
        of service: CallPlacementService, policy: ServicePolicy, logger: Logger
    ) throws -> any HTTPResponder<ListenerContext> {
        let pair = try ThrowawayAuthority.create(commonName: "counted", validity: .days(1))
            .issueServer(names: ["localhost"], validity: .days(1))
        let parameters = ServiceParameters(
            sealedSize: policy.sealedSize.byteCount, lifetime: 600, entries: .init(default: 16, maximum: 256),
            releaseQuantum: 0,
            token: .init(
                uses: policy.limits.uses, usesPerIndex: policy.limits.usesPerIndex, epoch: 86_400, grace: 3600),
            issuer: .init(name: policy.name, url: "https://cps.example"))
        let configuration = ListenerConfiguration(
            host: "localhost", port: 0,
            certificate: try ServerCertificate(chainPEM: Array(pair.chainPEM.utf8), keyPEM: Array(pair.keyPEM.utf8)),
            limits: ListenerLimits(connections: 1, requestsUnderWay: 64, idleSeconds: 60, stopSeconds: 1))
        var taken: (any HTTPResponder<ListenerContext>)?
        _ = try Listener.publicListener(
            configuration, service: service, parameters: parameters, logger: logger,
            answering: { responder in
                taken = responder
                return responder
            }, whenBound: { _ in })
        guard let taken else { throw HotPathFailure("the public listener") }
        return taken
    }

    /// The epoch that tokens are of.
    var epoch: EpochID { service.currentEpoch.id }

    /// A request for a batch of 16 of what has these digits.
    func poll(_ digits: String) -> Request {
        Request(
            head: HTTPRequest(
                method: .get, scheme: "https", authority: "cps.example",
                path: WirePath.passports(digits) + "?entries=16", headerFields: [.accept: MediaType.batch]),
            body: RequestBody(buffer: ByteBuffer()))
    }

    /// A token that has paid for nothing yet.
    func token() async throws -> HeldToken {
        let pending = try PendingToken(key: .generate(), challenge: challenge, tokenKey: tokenKey)
        let credential = CredentialID(bytes: Array(repeating: 1, count: 32))
        guard case .issued(let response) = try await service.issuance.issue(pending.request.bytes, to: credential)
        else { throw HotPathFailure("issuing a token") }
        return try pending.finish(response: response)
    }

    /// A store to a recipient that nobody has stored for, paid with this token.
    func store(with held: HeldToken) throws -> Request {
        let recipient = try RecipientPrivateKey.generate().publicKey
        let sealed = try SealedPassport(sealing: ["a.b.c"], to: recipient, size: .standard)
        let body = recipient.bytes + sealed.bytes
        let path = WirePath.passports(PlacementIndex(of: recipient).hex)
        let digest = StoreSignature.contentDigest(of: body)
        let signature = held.key.sign(StoreSignature.base(path: path, contentDigest: digest))
        var fields: HTTPFields = [
            .contentType: MediaType.store, .contentLength: "\(body.count)",
            .authorization: PrivateTokenAuthorization.authorization(held.token),
        ]
        for (name, value) in [
            ("content-digest", digest), ("signature-input", StoreSignature.signatureInput),
            ("signature", StoreSignature.headerValue(signature)),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return Request(
            head: HTTPRequest(
                method: .post, scheme: "https", authority: "cps.example", path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
    }

    /// Does work where the requests of a connection are answered.
    func onLoop(_ work: @Sendable () async throws -> Void) async throws {
        let outcome: Result<Void, any Error> = await loop.serving {
            do { return .success(try await work()) } catch { return .failure(error) }
        }
        try outcome.get()
    }

    /// Answers a request, and reads the answer to its end.
    @discardableResult
    func answer(_ request: Request, expecting status: HTTPResponse.Status, byteCount: Int) async throws -> ByteBuffer {
        let context = ListenerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await responder.respond(to: request, context: context)
        guard response.status == status, response.body.contentLength ?? 0 == byteCount else {
            throw HotPathFailure("a request (\(response.status))")
        }
        let answer = AnswerBytes()
        try await response.body.write(answer)
        return answer.bytes.withLock { $0 }
    }

    /// Closes and removes everything.
    func end() async throws {
        _ = try? await channel.finish()
        try await memory.remove()
    }
}

/// Takes the bytes of an answer, as they are and without copying them where they come in one piece.
private final class AnswerBytes: ResponseBodyWriter, Sendable {
    let bytes = Mutex(ByteBuffer())

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { bytes in
            if bytes.readableBytes == 0 { bytes = buffer } else { bytes.writeImmutableBuffer(buffer) }
        }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
