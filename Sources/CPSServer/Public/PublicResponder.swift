internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Answers on the public listener: anyone may ask, and nobody is asked who they are.
struct PublicResponder: HTTPResponder {
    let store: StoreRoute
    let retrieve: RetrieveRoute
    let information: InformationRoutes
    /// `nil` where the deployment has no key directory.
    let keys: KeyLookUpRoutes?
    let metrics: RequestMetrics
    let logger: Logger
    let throttle = LogThrottle()

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        let target = RequestTarget(request)
        let route = PublicRoute(path: target.path)
        let kind = route.map { RequestKind($0, request.method) } ?? .unknown
        do {
            let answer = try await self.answer(to: request, at: route, target.query, context: context)
            metrics.count(kind, answer.outcome, since: context.arrival)
            return answer.withoutBody(where: request.method == .head).response
        } catch {
            metrics.count(kind, .unfinished, since: context.arrival)
            throw error
        }
    }

    private func answer(
        to request: Request, at route: PublicRoute?, _ query: Substring?, context: ListenerContext
    ) async throws -> Answer {
        do {
            return try await self.route(request, to: route, query, context: context)
        } catch let failure as ServiceFailure {
            logger.log(
                level: .error, "the service could not do its work", reason: failure.explanation, through: throttle)
            return .problem(failure.isWorthRetrying ? .overloaded : .failed)
        }
    }

    private func route(
        _ request: Request, to route: PublicRoute?, _ query: Substring?, context: ListenerContext
    ) async throws -> Answer {
        guard let route else { return .problem(.notFound) }
        switch (route, request.method) {
        case (.passports(let digits), .get):
            return try await retrieve.collection(digits, query: query, request: request, arrival: context.arrival)
        case (.passports(let digits), .post):
            guard query == nil else { return .problem(.notFound) }
            return try await store.respond(to: request, digits: digits)
        case (.passports, _): return .methodNotAllowed(allowing: "GET, POST")
        case (.passport(let digits, let handle), .get):
            return try await retrieve.link(handle, under: digits, request: request, arrival: context.arrival)
        case (.issuerDirectory, .get): return information.issuerDirectory()
        case (.parameters, .get): return information.parameters
        case (.health, .get): return information.health
        case (.problem(let name), .get): return information.explanation(of: name)
        case (.keyBucket(let digits), .get):
            guard let keys, query == nil else { return .problem(.notFound) }
            return try await keys.bucket(digits)
        case (.broadKeyBindings, .get):
            guard let keys, query == nil else { return .problem(.notFound) }
            return try await keys.broadBindings(for: request)
        case (.keyBindings, .get):
            guard let keys, query == nil else { return .problem(.notFound) }
            return try await keys.everything(for: request)
        default: return .methodNotAllowed(allowing: "GET")
        }
    }
}

extension RequestKind {
    /// How a request on the public listener is counted.
    init(_ route: PublicRoute, _ method: HTTPRequest.Method) {
        self =
            switch route {
            case .passports: method == .post ? .store : .retrieve
            case .passport: .link
            case .issuerDirectory: .issuerDirectory
            case .parameters: .parameters
            case .health: .health
            case .problem: .problem
            case .keyBucket: .keyBucket
            case .keyBindings, .broadKeyBindings: .keyList
            }
    }
}
