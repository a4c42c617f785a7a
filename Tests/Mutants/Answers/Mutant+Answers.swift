internal import Adversaries
internal import CPSWire
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Mutant {
    /// Mutants whose answers have another shape when somebody is called.
    package static let answerMutants: [Mutant] = [
        notFoundWhenEmpty, shorterWhenEmpty, headerWhenLive, headerOrderWhenLive, chunkedWhenLive, flushWhenLive,
        problemTellsWhenLive, notFoundForDummies, goneWhenExpired,
    ]

    /// A retrieval where nothing is stored is answered as if the resource did not exist.
    package static let notFoundWhenEmpty = answers("not-found-when-empty", "nothing stored is answered 404") {
        guard !$1.isLive, $1.link == nil, $0.status == .ok else { return $0 }
        return problem(404, "There is no PASSporT under this index.")
    }

    /// An answer without PASSporTs carries fewer bytes.
    package static let shorterWhenEmpty = answers("shorter-when-empty", "an answer without a PASSporT has no entries") {
        answer, question in
        guard !question.isLive, question.link == nil, !question.isLinks, answer.status == .ok else { return answer }
        var answer = answer
        let header = ByteBuffer(repeating: 1, count: 35)
        answer.body = ResponseBody(byteBuffer: header)
        return answer
    }

    /// An answer with PASSporTs says how old it is.
    package static let headerWhenLive = answers("header-when-live", "an answer with a PASSporT has an Age") {
        answer, question in
        var answer = answer
        if question.isLive { answer.headers[.age] = "1" }
        return answer
    }

    /// The same header fields, in another order.
    package static let headerOrderWhenLive = answers(
        "header-order-when-live", "the header fields stand in another order when somebody is called"
    ) { answer, question in
        guard question.isLive else { return answer }
        var answer = answer
        answer.headers = HTTPFields(answer.headers.reversed())
        return answer
    }

    /// The body is sent in chunks, without its length.
    package static let chunkedWhenLive = answers(
        "chunked-when-live", "an answer with a PASSporT comes in chunks of unknown number"
    ) { answer, question in
        guard question.isLive else { return answer }
        var answer = answer
        let body = answer.body
        answer.body = ResponseBody { try await body.write($0) }
        return answer
    }

    /// Nothing but a moment between the head and the body, which puts them into records of their own.
    package static let flushWhenLive = answers(
        "flush-when-live", "the head of an answer with a PASSporT is sent before its body"
    ) { answer, question in
        guard question.isLive else { return answer }
        var answer = answer
        let body = answer.body
        answer.body = ResponseBody(contentLength: body.contentLength) { try await body.write($0) }
        return answer
    }

    /// A refusal that says more where something is stored, in as many bytes.
    package static let problemTellsWhenLive = answers(
        "problem-tells-when-live", "a refusal speaks of the PASSporTs where there are some"
    ) { answer, question in
        guard answer.status == .badRequest, question.link == nil else { return answer }
        return problem(400, question.isLive ? "Ask for the PASSporTs again." : "Ask for your PASSporT again.")
    }

    /// A link made for a dummy leads nowhere.
    package static let notFoundForDummies = answers(
        "not-found-for-dummies", "the link of a dummy is answered 404", breaks: [.sameShape, .handlesAndLinks]
    ) {
        guard $1.link == .nothing, $0.status == .ok else { return $0 }
        return problem(404, "There is no PASSporT behind this link.")
    }

    /// A link that leads to nothing any more has another cache directive.
    package static let goneWhenExpired = answers(
        "cacheable-when-gone", "what a link leads to may be cached where it is a dummy",
        breaks: [.sameShape, .handlesAndLinks]
    ) { answer, question in
        guard question.link == .nothing else { return answer }
        var answer = answer
        answer.headers[.cacheControl] = "max-age=1"
        return answer
    }

    private static func problem(_ status: Int, _ detail: String) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: MediaType.problem, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"detail":"\#(detail)","status":\#(status)}"#)))
    }
}
