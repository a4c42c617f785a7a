/// HTTP/2 by hand (RFC 9113): whoever attacks must be able to send what no library would.
package enum HTTP2Bytes {
    /// What a connection begins with, with settings of the client.
    package static func opening(settings: [(UInt16, UInt32)] = []) -> [UInt8] {
        Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + self.settings(settings)
    }

    /// A frame; the length is that of the payload, unless another one is claimed.
    package static func frame(
        _ type: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = [], claiming length: Int? = nil
    ) -> [UInt8] {
        let length = length ?? payload.count
        return [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags]
            + number(stream) + payload
    }

    /// SETTINGS.
    package static func settings(_ settings: [(UInt16, UInt32)]) -> [UInt8] {
        frame(4, settings.flatMap { [UInt8($0.0 >> 8), UInt8($0.0 & 0xff)] + number($0.1) })
    }

    /// PING.
    package static func ping(_ number: Int) -> [UInt8] {
        frame(6, Self.number(0) + Self.number(UInt32(truncatingIfNeeded: number)))
    }

    /// RST_STREAM with CANCEL.
    package static func reset(_ stream: UInt32) -> [UInt8] { frame(3, stream: stream, number(8)) }

    /// WINDOW_UPDATE.
    package static func credit(_ count: UInt32, stream: UInt32) -> [UInt8] { frame(8, stream: stream, number(count)) }

    /// The head of a poll that is whole.
    package static func poll(_ path: String, stream: UInt32) -> [UInt8] {
        // END_STREAM and END_HEADERS.
        frame(1, flags: 0x5, stream: stream, fields(path))
    }

    /// The header block of a poll (RFC 7541), without compression.
    package static func fields(_ path: String) -> [UInt8] {
        // :method GET, :scheme https, :path, :authority.
        [0x82, 0x87, 0x04] + text(path) + [0x01] + text("localhost") + literal("accept", "application/vnd.cps.batch")
    }

    /// A field that is kept in no table.
    package static func literal(_ name: String, _ value: String) -> [UInt8] { [0x00] + text(name) + text(value) }

    /// A field that is kept in the table, where it can be named by one byte from then on.
    package static func kept(_ name: String, _ value: String) -> [UInt8] { [0x40] + text(name) + text(value) }

    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        // RFC 7541 section 5.1.
        var (rest, length) = (bytes.count - 127, [UInt8(127)])
        while rest >= 128 {
            length.append(UInt8(rest & 0x7f | 0x80))
            rest >>= 7
        }
        return length + [UInt8(rest)] + bytes
    }

    private static func number(_ number: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
