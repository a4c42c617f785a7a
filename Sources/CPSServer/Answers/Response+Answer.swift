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

    /// The same answer with its body left out, which is what `HEAD` asks for (RFC 9110 section 9.3.2).
    func withoutBody(where isHead: Bool) -> Response {
        isHead ? createHeadResponse() : self
    }

    /// The answer to a method that a path does not have.
    static func methodNotAllowed(allowing methods: String) -> Response {
        problem(.methodNotAllowed, adding: [.allow: methods])
    }
}
