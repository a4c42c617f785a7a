internal import CPSWire
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What a request is answered with, and as what that is counted.
struct Answer {
    /// What is sent.
    private(set) var response: Response
    /// What became of the request.
    let outcome: Outcome

    /// A response as given.
    init(_ response: Response, as outcome: Outcome = .ok) {
        self.response = response
        self.outcome = outcome
    }

    /// An answer with a body, always with the same header fields in the same order.
    ///
    /// - Parameter room: what it takes up. Where that is much, it is held until the body is handed over.
    static func answer(
        _ body: [UInt8], as mediaType: String, status: HTTPResponse.Status = .ok, adding fields: HTTPFields = [:],
        in room: AnswerRoom? = nil, outcome: Outcome = .ok
    ) -> Answer {
        var headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store"]
        headers.append(contentsOf: fields)
        let body = Self.body(ByteBuffer(bytes: body), in: room)
        return Answer(Response(status: status, headers: headers, body: body), as: outcome)
    }

    private static func body(_ bytes: ByteBuffer, in room: AnswerRoom?) -> ResponseBody {
        guard let room, room.isLarge else { return ResponseBody(byteBuffer: bytes) }
        return ResponseBody(contentLength: bytes.readableBytes) { writer in
            try await writer.write(bytes)
            withExtendedLifetime(room) {}
            try await writer.finish(nil)
        }
    }

    /// An error (RFC 9457), with what HTTP asks to go with its status.
    static func problem(_ type: ProblemType, adding fields: HTTPFields = [:]) -> Answer {
        var fields = fields
        if type == .overloaded { fields[.retryAfter] = "1" }
        // A problem is two short strings and a number: encoding it does not fail.
        let body = (try? Problem(type).encoded()) ?? []
        return answer(
            body, as: MediaType.problem, status: HTTPResponse.Status(code: type.status), adding: fields,
            outcome: .problem(type))
    }

    /// The same answer with its body left out, which is what `HEAD` asks for (RFC 9110 section 9.3.2).
    func withoutBody(where isHead: Bool) -> Answer {
        isHead ? Answer(response.createHeadResponse(), as: outcome) : self
    }

    /// The answer to a method that a path does not have.
    static func methodNotAllowed(allowing methods: String) -> Answer {
        problem(.methodNotAllowed, adding: [.allow: methods])
    }
}
