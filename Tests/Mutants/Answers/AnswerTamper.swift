internal import Adversaries
internal import CPSServer
internal import CallPlacement
internal import Hummingbird
internal import Sealing

/// Changes answers on their way out, by what is stored where the question points.
struct AnswerTamper: HTTPResponder {
    /// What a change goes by.
    struct Question: Sendable {
        /// Whether something lives under the prefix of the path.
        let isLive: Bool
        /// The handle in the path, and what it leads to, as only the service can know.
        let link: Link?
        let isLinks: Bool
    }

    /// What a handle leads to.
    enum Link: Sendable {
        case passport
        case nothing
    }

    let parts: ServiceParts
    let inner: any HTTPResponder<ListenerContext>
    let change: @Sendable (Response, Question) -> Response

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        let answer = try await inner.respond(to: request, context: context)
        guard request.method == .get, let question = question(request) else { return answer }
        return change(answer, question)
    }

    /// What a retrieval asks for; `nil` for everything else.
    private func question(_ request: Request) -> Question? {
        let path = request.uri.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        guard path.count == 3 || path.count == 4, path[0] == "cps", path[2] == "ppts",
            let prefix = try? IndexPrefix(hex: path[1])
        else { return nil }
        let isLive = (try? parts.store.sample(prefix, atMost: 1))?.isEmpty == false
        let accepts = request.headers[.accept] ?? ""
        guard path.count == 4 else { return Question(isLive: isLive, link: nil, isLinks: accepts.contains("json")) }
        guard
            let opened = try? HandleSealer(key: parts.handleKey).open(
                path[3], under: prefix, at: ServiceClock.system.boot())
        else {
            return Question(isLive: isLive, link: .nothing, isLinks: false)
        }
        let found = (try? parts.store.reference(to: opened)) ?? nil
        return Question(isLive: isLive, link: found == nil ? .nothing : .passport, isLinks: false)
    }
}

extension Mutant {
    /// A mutant whose answers tell what is stored.
    static func answers(
        _ name: String, _ fault: String, breaks: Set<Claim> = [.sameShape],
        _ change: @escaping @Sendable (Response, AnswerTamper.Question) -> Response
    ) -> Mutant {
        Mutant(
            name, fault, breaks: breaks,
            answering: { parts, inner in AnswerTamper(parts: parts, inner: inner, change: change) })
    }
}
