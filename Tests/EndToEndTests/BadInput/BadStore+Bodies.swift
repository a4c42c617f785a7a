import ServiceHarness

extension BadStore {
    /// Bodies of another size. Digest and signature are right for each.
    static let bodies: [BadStore] = [
        changed("a body one byte short", 413, "wrong-size") { $0.body.removeLast() },
        changed("a body one byte long", 413, "wrong-size") { $0.body.append(0) },
        changed("an empty body", 413, "wrong-size") { $0.body = [] },
        changed("a body of 10 MB", 413, "wrong-size") { $0.body = [UInt8](repeating: 7, count: 10_000_000) },
        BadStore("no body and no length", 413, "wrong-size") { order in
            var request = order.request.without("content-length")
            request.body = []
            return request
        },
        BadStore("a chunked body one byte long", 413, "wrong-size") { order in
            var order = order
            order.body.append(0)
            return order.request.chunked()
        },
        BadStore("another body than the digest's", 400, "digest-mismatch") { order in
            var request = order.request
            request.body[100] ^= 1
            return request
        },
    ]

    /// Recipients' keys and indexes that do not fit.
    static let indexes: [BadStore] =
        [
            changed("an index that is not the hash of the key", 400, "index-mismatch") {
                $0.index = try Recipient().index
            },
            changed("a key of low order", 400, "refused-key") {
                $0.body.replaceSubrange(0..<32, with: [UInt8](repeating: 0, count: 32))
            },
            changed("a key that is not canonical", 400, "refused-key") { $0.body[31] |= 0x80 },
            changed("an upper-case index", 400, "malformed-index") { $0.index = $0.index.uppercased() },
            changed("an index of 63 digits", 400, "malformed-index") { $0.index.removeLast() },
            changed("an index of 65 digits", 400, "malformed-index") { $0.index.append("0") },
            changed("an index of one digit", 400, "malformed-index") { $0.index = "a" },
            changed("no index", 400, "malformed-index") { $0.index = "" },
            changed("an index with another letter", 400, "malformed-index") { $0.index = "g" + $0.index.dropFirst() },
            changed("a percent-encoded index", 400, "malformed-index") {
                $0.index = "%" + String($0.index.utf8.first ?? 0, radix: 16) + $0.index.dropFirst()
            },
            BadStore("a query", 404, "not-found") { order in
                var request = order.request
                request.target += "?entries=16"
                return request
            },
        ]
}

extension RawRequest {
    /// The same body in one chunk, without a length.
    func chunked() -> RawRequest {
        var copy = without("content-length")
        copy.fields.append(("transfer-encoding", "chunked"))
        copy.body = Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
        return copy
    }
}
