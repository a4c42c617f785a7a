internal import CPSWire
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
    /// An answer with a body, always with the same header fields in the same order.
    static func answer(
        _ body: [UInt8], as mediaType: String, status: HTTPResponse.Status = .ok, adding fields: HTTPFields = [:]
    ) -> Response {
        var headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store"]
        headers.append(contentsOf: fields)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// An error (RFC 9457), with what HTTP asks to go with its status.
    static func problem(_ type: ProblemType, adding fields: HTTPFields = [:]) -> Response {
        var fields = fields
        if type == .overloaded { fields[.retryAfter] = "1" }
        // A problem is two short strings and a number: encoding it does not fail.
        let body = (try? Problem(type).encoded()) ?? []
        return answer(body, as: MediaType.problem, status: HTTPResponse.Status(code: type.status), adding: fields)
    }

    /// The answer to a method that a path does not have.
    static func methodNotAllowed(allowing methods: String) -> Response {
        problem(.methodNotAllowed, adding: [.allow: methods])
    }

    /// This answer as it goes to a request's method: HEAD gets no body (RFC 9110 section 9.3.2).
    ///
    /// A client would take one for the beginning of its next answer.
    func fitting(_ method: HTTPRequest.Method) -> Response {
        method == .head ? createHeadResponse() : self
    }
}
