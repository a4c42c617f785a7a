internal import BlindTokens
internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import KeyDirectory
internal import Logging

/// Answers on the issuance listener: only holders of a STIR certificate get this far.
struct IssuanceResponder: HTTPResponder {
    /// Bytes of a token request of type 0x0002 (RFC 9578 section 6.1).
    private static let requestByteCount = 259

    let issuance: IssuanceService
    /// `nil` where the deployment has no key directory.
    let keys: KeyPublicationRoute?
    let verification: STIRClientVerification
    let gate: AdmissionGate
    let clock: ServiceClock
    let metrics: RequestMetrics
    let logger: Logger
    let throttle = LogThrottle()

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        let target = RequestTarget(request)
        let kind = RequestKind(issuancePath: target.path)
        do {
            let answer = try await route(request, target, context: context)
            metrics.count(kind, answer.outcome, since: context.arrival)
            return answer.withoutBody(where: request.method == .head).response
        } catch {
            metrics.count(kind, .unfinished, since: context.arrival)
            throw error
        }
    }

    private func route(
        _ request: Request, _ target: RequestTarget, context: ListenerContext
    ) async throws -> Answer {
        switch (String(target.path), request.method) {
        case (WirePath.issuerDirectory, .get):
            return .answer(issuance.directory.json, as: MediaType.issuerDirectory)
        case (WirePath.issuerDirectory, _): return .methodNotAllowed(allowing: "GET")
        case (WirePath.tokenRequest, .post): return try await issue(request, context: context)
        case (WirePath.tokenRequest, _): return .methodNotAllowed(allowing: "POST")
        case (WirePath.keyBindings, .post):
            guard let keys, target.query == nil else { return .problem(.notFound) }
            return try await take(request, for: keys, context: context)
        case (WirePath.keyBindings, _) where keys != nil: return .methodNotAllowed(allowing: "POST")
        default: return .problem(.notFound)
        }
    }

    private func take(
        _ request: Request, for keys: KeyPublicationRoute, context: ListenerContext
    ) async throws -> Answer {
        let mediaType = request.headers.only(.contentType)
        guard KeyPublicationRoute.takes(mediaType) else { return .problem(.wrongMediaType) }
        guard let body = try await request.body(ofAtMost: KeyBinding.maximumBytes) else { return .problem(.wrongSize) }
        return try await admitted("no key binding could be kept", context: context) { sender in
            try await keys.respond(to: body, as: mediaType, from: sender)
        }
    }

    private func issue(_ request: Request, context: ListenerContext) async throws -> Answer {
        guard request.headers.only(.contentType) == MediaType.tokenRequest else { return .problem(.wrongMediaType) }
        guard let body = try await request.body(ofExactly: Self.requestByteCount) else { return .problem(.wrongSize) }
        return try await admitted("no token could be issued", context: context) { credential in
            try await answer(to: body, of: credential)
        }
    }

    /// Does what takes the credential at the other end, some time, and a place among the requests under way.
    private func admitted(
        _ failure: String, context: ListenerContext, _ work: @escaping @Sendable (CredentialID) async throws -> Answer
    ) async throws -> Answer {
        guard let credential = try await CredentialID(peerOf: context.channel, at: clock.wallSeconds()),
            try await verification.stillTrusts(context.channel)
        else {
            return .problem(.credentialRequired)
        }
        do {
            let answer = try await gate.admit {
                // A signature takes too long for an event loop.
                try await withTaskExecutorPreference(globalConcurrentExecutor) { try await work(credential) }
            }
            return answer ?? .problem(.overloaded)
        } catch let error as ServiceFailure {
            logger.log(level: .error, failure, reason: error.explanation, through: throttle)
            return .problem(error.isWorthRetrying ? .overloaded : .failed)
        }
    }

    private func answer(to body: [UInt8], of credential: CredentialID) async throws -> Answer {
        switch try await issuance.issue(body, to: credential) {
        case .issued(let response): return .answer(response, as: MediaType.tokenResponse)
        case .malformed: return .problem(.malformedTokenRequest)
        case .otherKey: return .problem(.otherKey)
        case .quotaUsedUp: return .problem(.quotaUsedUp)
        }
    }
}

extension RequestKind {
    /// How a request on the issuance listener is counted.
    init(issuancePath path: Substring) {
        self =
            switch path {
            case WirePath.tokenRequest[...]: .tokenRequest
            case WirePath.keyBindings[...]: .keyPublication
            case WirePath.issuerDirectory[...]: .issuerDirectory
            default: .unknown
            }
    }
}
