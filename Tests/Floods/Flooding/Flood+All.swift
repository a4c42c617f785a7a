package import ServiceHarness

extension Flood {
    /// All floods of a size.
    ///
    /// - Parameters:
    ///   - scale: 1 for full size; a fraction of the connections otherwise.
    ///   - store: a whole and correct store, for bodies that trickle.
    package static func all(scale: Double, store: StoreOrder) -> [Flood] {
        func count(_ full: Int) -> Int { max(4, Int(Double(full) * scale)) }
        return [
            slowHeaders(count(2000)), slowBodies(count(1000), store.request), slowHandshakes(count(2000)),
            slowFrames(count(1000)), slowReaders(count(1000)), insatiable(count(500)), unreadStreams(count(50)),
            tinyWindows(count(50)), idle(count(10_000)),
            churn(count(64)), rapidReset(count(32)), settings(count(32)), pings(count(32)), table(count(32)),
            continuations(count(32)), endlessHead(count(64)), pipelining(count(32)), halfClosed(count(1000)),
        ]
    }

    private static let path = "/cps/\(String(repeating: "a", count: 64))/ppts"

    /// A head of which a field comes now and then.
    package static func slowHeaders(_ count: Int) -> Flood {
        var flood = Flood("slow headers", connections: count, megabytes: 400)
        flood.opening = Array("GET \(path) HTTP/1.1\r\nhost: localhost\r\n".utf8)
        flood.drip = { Array("x-\($0): 1\r\n".utf8) }
        return flood
    }

    /// A store whose head is in order, and whose body comes byte by byte.
    package static func slowBodies(_ count: Int, _ store: RawRequest) -> Flood {
        var flood = Flood("slow bodies", connections: count, megabytes: 300)
        let (bytes, body) = (store.bytes, store.body)
        flood.opening = Array(bytes.dropLast(body.count))
        flood.drip = { [body[$0 % body.count]] }
        return flood
    }

    /// The beginning of a ClientHello, byte by byte.
    package static func slowHandshakes(_ count: Int) -> Flood {
        var flood = Flood("slow handshakes", connections: count, megabytes: 300)
        flood.protocolName = nil
        // A record of 512 bytes (RFC 8446 section 5.1).
        flood.opening = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc]
        flood.drip = { _ in [0] }
        return flood
    }

    /// HTTP/2: the head of a frame, and then its payload byte by byte, with no request ever whole.
    package static func slowFrames(_ count: Int) -> Flood {
        var flood = Flood("slow frames, HTTP/2", connections: count, megabytes: 300)
        flood.protocolName = "h2"
        flood.opening = HTTP2Bytes.opening() + HTTP2Bytes.frame(1, flags: 0x5, stream: 1, [0x82], claiming: 8192)
        flood.drip = { _ in [0x87] }
        return flood
    }

    /// Polls of 256 entries, of which nobody reads the answer.
    package static func slowReaders(_ count: Int) -> Flood {
        var flood = Flood("slow readers, HTTP/1.1", connections: count, megabytes: 900)
        flood.opening = RawRequest.poll(String(repeating: "a", count: 64), entries: 256).bytes
        flood.isReading = false
        // Whoever says something now and then is not silent.
        flood.drip = { _ in Array("\r\n".utf8) }
        return flood
    }

    /// Polls of 256 entries, again and again, of which nobody reads an answer.
    package static func insatiable(_ count: Int) -> Flood {
        var flood = slowReaders(count)
        flood.name = "readers of nothing, HTTP/1.1"
        let poll = flood.opening
        flood.drip = { _ in poll }
        return flood
    }

    /// HTTP/2: a hundred polls of 256 entries, some at once and the others one by one, all of which may be sent, on a
    /// connection that nobody reads.
    package static func unreadStreams(_ count: Int) -> Flood {
        let (all, atOnce) = (100, 8)
        @Sendable func poll(_ number: Int) -> [UInt8] {
            HTTP2Bytes.poll("\(path)?entries=256", stream: UInt32(2 * number + 1))
        }
        var flood = tinyWindows(count)
        flood.name = "unread streams, HTTP/2"
        flood.opening =
            HTTP2Bytes.opening(settings: [(4, 0x7fff_ffff)]) + HTTP2Bytes.credit(0x7fff_0000, stream: 0)
            + (0..<atOnce).flatMap(poll)
        flood.drip = { $0 < all - atOnce ? poll(atOnce + $0) : [] }
        flood.every = 50
        flood.isReading = false
        return flood
    }

    /// HTTP/2: a hundred polls of 256 entries at once, and leave for a byte of each now and then.
    package static func tinyWindows(_ count: Int) -> Flood {
        var flood = Flood("tiny windows, HTTP/2", connections: count, megabytes: 900)
        flood.protocolName = "h2"
        // SETTINGS_INITIAL_WINDOW_SIZE.
        flood.opening =
            HTTP2Bytes.opening(settings: [(4, 0)])
            + (0..<100).flatMap { HTTP2Bytes.poll("\(path)?entries=256", stream: UInt32(2 * $0 + 1)) }
        flood.drip = { HTTP2Bytes.credit(1, stream: UInt32(2 * ($0 % 100) + 1)) }
        flood.every = 200
        return flood
    }

    /// Connections on which nothing is asked.
    package static func idle(_ count: Int) -> Flood {
        Flood("idle connections", connections: count, megabytes: 1200)
    }

    /// Connections that are closed when they are made.
    package static func churn(_ count: Int) -> Flood {
        var flood = Flood("connection churn", connections: count, megabytes: 200)
        flood.ending = .atOnce
        return flood
    }

    /// HTTP/2: requests that are taken back as soon as they are made (CVE-2023-44487).
    package static func rapidReset(_ count: Int) -> Flood {
        flooding("rapid reset, HTTP/2", count) { number in
            (0..<50).flatMap { index in
                let stream = UInt32(2 * (50 * number + index) + 1)
                return HTTP2Bytes.poll(path, stream: stream) + HTTP2Bytes.reset(stream)
            }
        }
    }

    /// HTTP/2: settings that must be acknowledged each (CVE-2019-9515).
    package static func settings(_ count: Int) -> Flood {
        flooding("settings, HTTP/2", count) { _ in (0..<100).flatMap { HTTP2Bytes.settings([(4, UInt32(65_535 - $0))]) }
        }
    }

    /// HTTP/2: pings that must be answered each (CVE-2019-9512).
    package static func pings(_ count: Int) -> Flood {
        flooding("pings, HTTP/2", count) { number in (0..<100).flatMap { HTTP2Bytes.ping(100 * number + $0) } }
    }

    /// HTTP/2: a field of 4,000 bytes that is kept, and named by one byte 16,000 times (RFC 7541 section 7.3).
    package static func table(_ count: Int) -> Flood {
        flooding("header bomb, HTTP/2", count) { number in
            let bomb =
                HTTP2Bytes.fields(path) + HTTP2Bytes.kept("x", String(repeating: "b", count: 4000))
                + [UInt8](repeating: 0xbe, count: 12_000)
            return HTTP2Bytes.frame(1, flags: 0x5, stream: UInt32(2 * number + 1), bomb)
        }
    }

    /// HTTP/2: a head that never ends (CVE-2024-27316).
    package static func continuations(_ count: Int) -> Flood {
        flooding("continuations, HTTP/2", count) { number in
            let more = HTTP2Bytes.frame(9, stream: 1, HTTP2Bytes.literal("x-\(number)", "1"))
            return (number == 0 ? HTTP2Bytes.frame(1, stream: 1, HTTP2Bytes.fields(path)) : []) + more + more
        }
    }

    /// A head that never ends, as fast as it goes.
    package static func endlessHead(_ count: Int) -> Flood {
        var flood = Flood("endless head, HTTP/1.1", connections: count, megabytes: 200)
        flood.opening = Array("GET \(path) HTTP/1.1\r\nhost: localhost\r\n".utf8)
        flood.drip = { number in Array("x-\(number): \(String(repeating: "c", count: 1000))\r\n".utf8) }
        flood.every = 0
        return flood
    }

    /// Polls that follow each other and wait for no answer.
    package static func pipelining(_ count: Int) -> Flood {
        var flood = Flood("pipelining, HTTP/1.1", connections: count, megabytes: 300)
        let poll = RawRequest.poll(String(repeating: "a", count: 64), entries: 16).bytes
        flood.drip = { _ in Array(repeatElement(poll, count: 20).joined()) }
        flood.every = 20
        return flood
    }

    /// A poll, and then the sending half is closed and nothing is read.
    package static func halfClosed(_ count: Int) -> Flood {
        var flood = Flood("half-closed", connections: count, megabytes: 900)
        flood.opening = RawRequest.poll(String(repeating: "a", count: 64), entries: 256).bytes
        flood.ending = .half
        flood.isReading = false
        return flood
    }

    private static func flooding(
        _ name: String, _ count: Int, _ drip: @escaping @Sendable (Int) -> [UInt8]
    ) -> Flood {
        var flood = Flood(name, connections: count, megabytes: 200)
        flood.protocolName = "h2"
        flood.opening = HTTP2Bytes.opening()
        flood.drip = drip
        flood.every = 0
        flood.isToBeEnded = true
        return flood
    }
}
