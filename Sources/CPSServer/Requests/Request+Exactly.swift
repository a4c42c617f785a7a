internal import Hummingbird
internal import NIOCore

extension Request {
    /// The body, where it has exactly so many bytes. Of a longer one nothing is kept past the first byte too many;
    /// the HTTP layer reads the rest and throws it away.
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

    /// The body, where it has at least one byte and at most so many. Of a longer one nothing is kept either.
    func body(ofAtMost byteCount: Int) async throws -> [UInt8]? {
        if let announced = headers.only(.contentLength).flatMap({ Int($0) }), announced > byteCount { return nil }
        var bytes: [UInt8] = []
        for try await part in body {
            guard bytes.count + part.readableBytes <= byteCount else { return nil }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes.isEmpty ? nil : bytes
    }
}
