internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import KeyDirectory
internal import NIOCore

/// Look-ups and downloads of key bindings. The same for everyone who asks for the same.
struct KeyLookUpRoutes: Sendable {
    /// Bytes that are sent at once of a list in pieces.
    private static let chunkByteCount = 65_536

    let service: KeyDirectoryService
    let gate: AdmissionGate

    /// `GET /key-bindings/{digits}`: always the whole answer, of the size of its class. There is no entity tag: a short
    /// "not modified" would tell an observer that the same bucket is asked for again, and the tag would tell the
    /// service who asks again.
    func bucket(_ digits: Substring) async throws -> Answer {
        guard let bucket = try? NumberBucket(hex: digits) else { return .problem(.malformedBucket) }
        let answer = try await gate.admit {
            try service.answer(about: bucket).map { Answer.answer($0, as: MediaType.keyBindings) }
                ?? .problem(.malformedBucket)
        }
        return answer ?? .problem(.overloaded)
    }

    /// `GET /key-bindings/broad`.
    func broadBindings(for request: Request) async throws -> Answer {
        try await gate.admit { list(try service.broadBindings(), for: request) } ?? .problem(.overloaded)
    }

    /// `GET /key-bindings`.
    func everything(for request: Request) async throws -> Answer {
        try await gate.admit { list(try service.everything(), for: request) } ?? .problem(.overloaded)
    }

    private func list(_ list: SharedKeyList, for request: Request) -> Answer {
        let tag = "\"\(list.entityTag)\""
        let fields: HTTPFields = [.eTag: tag, .cacheControl: "no-cache"]
        guard !Self.isKnown(tag, by: request.headers) else {
            return Answer(Response(status: .notModified, headers: fields), as: .notModified)
        }
        var headers: HTTPFields = [.contentType: MediaType.keyBindings]
        headers.append(contentsOf: fields)
        let response = Response(
            status: .ok, headers: headers,
            body: ResponseBody(contentLength: list.byteCount) { writer in
                var chunk = ByteBuffer()
                for piece in list.pieces {
                    chunk.writeBytes(piece)
                    guard chunk.readableBytes >= Self.chunkByteCount else { continue }
                    try await writer.write(chunk)
                    chunk = ByteBuffer()
                }
                if chunk.readableBytes > 0 { try await writer.write(chunk) }
                try await writer.finish(nil)
            })
        return Answer(response)
    }

    /// Whether `If-None-Match` names a tag (RFC 9110 section 13.1.2; tags are compared weakly).
    private static func isKnown(_ tag: String, by headers: HTTPFields) -> Bool {
        headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.contains { named in
            let named = named.filter { $0 != " " && $0 != "\t" }
            return named == "*" || named == tag || named == "W/" + tag
        }
    }
}
