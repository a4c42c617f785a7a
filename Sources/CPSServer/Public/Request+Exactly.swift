internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Request {
    /// The body, where it has exactly so many bytes; reading stops at the first byte too many.
    func body(ofExactly byteCount: Int) async throws -> [UInt8]? {
        if let announced = headers.only(.contentLength), announced != "\(byteCount)" { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        for try await part in body {
            guard bytes.count + part.readableBytes <= byteCount else { return nil }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes.count == byteCount ? bytes : nil
    }
}

extension HTTPFields {
    /// The value of a field that stands there exactly once.
    func only(_ name: HTTPField.Name) -> String? {
        let values = self[values: name]
        return values.count == 1 ? values[0] : nil
    }
}

extension HTTPField.Name {
    // Force-unwrapped because these literals are field names: tokens of RFC 9110 section 5.1.
    /// RFC 9530.
    static let contentDigest = Self("content-digest")!
    /// RFC 9421.
    static let signatureInput = Self("signature-input")!
    /// RFC 9421.
    static let signature = Self("signature")!
}
