internal import CPSServer
internal import Foundation
internal import Hummingbird

/// Says the path of every request on standard error, as the request log of many a service does.
struct PathLogger: HTTPResponder {
    let inner: any HTTPResponder<ListenerContext>

    func respond(to request: Request, context: ListenerContext) async throws -> Response {
        FileHandle.standardError.write(Data("request \(request.method) \(request.uri.path)\n".utf8))
        return try await inner.respond(to: request, context: context)
    }
}
