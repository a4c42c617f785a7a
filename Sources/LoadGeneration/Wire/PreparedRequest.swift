package import CPSClient
internal import NIOCore
internal import NIOHPACK

/// A request made before the clock starts, ready to be written.
package struct PreparedRequest: Sendable {
    enum Head: Sendable {
        case text(ByteBuffer)
        case fields(HPACKHeaders)
    }

    let head: Head
    let body: ByteBuffer?

    /// Makes the bytes, or for HTTP/2 the fields, that the client would send.
    package init(_ request: WireRequest, version: HTTPVersion) {
        body = request.body.map { ByteBuffer(bytes: $0) }
        switch version {
        case .http1:
            var text = "\(request.method) \(request.target) HTTP/1.1\r\n"
            for field in request.fields { text += "\(field.name): \(field.value)\r\n" }
            if let body { text += "Content-Length: \(body.readableBytes)\r\n" }
            head = .text(ByteBuffer(string: text + "\r\n"))
        case .http2:
            var fields: HPACKHeaders = [
                ":method": request.method, ":scheme": "https", ":authority": request.address.authority,
                ":path": request.target,
            ]
            for field in request.fields where field.name != "Host" {
                fields.add(name: field.name.lowercased(), value: field.value)
            }
            if let body { fields.add(name: "content-length", value: "\(body.readableBytes)") }
            head = .fields(fields)
        }
    }
}
