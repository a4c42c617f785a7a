package import NIOCore

/// Reads answers of HTTP/1.1 as far as a generator of load needs them: the status, and where the body ends.
///
/// The bytes of a body are counted and dropped unless they are asked for.
package struct ResponseReader {
    /// An answer that was read to its end.
    package struct Answer: Equatable {
        /// The status.
        package let status: Int
        /// How long the body was.
        package let byteCount: Int
        /// The body, where it was asked for.
        package let body: ByteBuffer?
        /// Whether the service closes the connection after it.
        package let closes: Bool
    }

    /// What is no answer of a fixed length, and so none that this service gives.
    package struct Malformed: Error {}

    private static let headLimit = 16_384

    private struct Head {
        var status: Int
        var length: Int
        var closes: Bool
    }

    private var partialHead = ByteBuffer()
    private var head: Head?
    private var missing = 0
    private var body: ByteBuffer?

    /// A reader at the beginning of an answer.
    package init() {}

    /// Reads on; returns the answer where these bytes end it. What follows it is left in `bytes`.
    package mutating func read(_ bytes: inout ByteBuffer, keepingBody: Bool) throws -> Answer? {
        if head == nil {
            guard let read = try readHead(&bytes) else { return nil }
            head = read
            missing = read.length
            body = keepingBody ? ByteBuffer() : nil
        }
        guard let head else { return nil }
        let taken = min(missing, bytes.readableBytes)
        if body != nil, var slice = bytes.getSlice(at: bytes.readerIndex, length: taken) {
            body?.writeBuffer(&slice)
        }
        bytes.moveReaderIndex(forwardBy: taken)
        missing -= taken
        guard missing == 0 else { return nil }
        let answer = Answer(status: head.status, byteCount: head.length, body: body, closes: head.closes)
        self.head = nil
        body = nil
        return answer
    }

    /// A head, also one that comes in pieces.
    private mutating func readHead(_ bytes: inout ByteBuffer) throws -> Head? {
        if partialHead.readableBytes == 0, let end = Self.endOfHead(bytes) {
            let head = try Self.parse(bytes, upTo: end)
            bytes.moveReaderIndex(forwardBy: end)
            return head
        }
        let before = partialHead.readableBytes
        var copy = bytes
        partialHead.writeBuffer(&copy)
        guard let end = Self.endOfHead(partialHead) else {
            guard partialHead.readableBytes <= Self.headLimit else { throw Malformed() }
            bytes.moveReaderIndex(to: bytes.writerIndex)
            return nil
        }
        let head = try Self.parse(partialHead, upTo: end)
        bytes.moveReaderIndex(forwardBy: end - before)
        partialHead.clear()
        return head
    }

    /// How many bytes a head has with the empty line that ends it; `nil` where that has not come yet.
    private static func endOfHead(_ bytes: ByteBuffer) -> Int? {
        unsafe bytes.withUnsafeReadableBytes { bytes in
            var at = 3
            while at < bytes.count {
                // `at` is the first place where the end may be: a byte that is no part of it rules out four.
                switch unsafe bytes[at] {
                case UInt8(ascii: "\n"):
                    if unsafe bytes[at - 1] == UInt8(ascii: "\r") && bytes[at - 2] == UInt8(ascii: "\n")
                        && bytes[at - 3] == UInt8(ascii: "\r")
                    {
                        return at + 1
                    }
                    at += 2
                case UInt8(ascii: "\r"): at += 1
                default: at += 4
                }
            }
            return nil
        }
    }

    private static func parse(_ bytes: ByteBuffer, upTo end: Int) throws -> Head {
        try unsafe bytes.withUnsafeReadableBytes { bytes in
            let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<end])
            guard unsafe text.starts(with: "HTTP/1.1 ".utf8), text.count >= 12 else { throw Malformed() }
            guard let status = unsafe number(text[9..<12]), status >= 200 else { throw Malformed() }
            var head = Head(status: status, length: -1, closes: false)
            var start = 0
            for at in 0..<end where unsafe text[at] == UInt8(ascii: "\n") {
                let line = unsafe text[start..<at]
                start = at + 1
                // Most fields are told apart by their first letter.
                switch unsafe (line.first ?? 0) | 0x20 {
                case UInt8(ascii: "c"):
                    if let value = unsafe value(of: "content-length:", in: line) {
                        guard head.length < 0, let length = unsafe number(value) else { throw Malformed() }
                        head.length = length
                    } else if let value = unsafe value(of: "connection:", in: line) {
                        head.closes = unsafe value.elementsEqual("close".utf8)
                    }
                case UInt8(ascii: "t"):
                    if unsafe value(of: "transfer-encoding:", in: line) != nil { throw Malformed() }
                default: break
                }
            }
            if head.length < 0 {
                guard status == 204 || status == 304 else { throw Malformed() }
                head.length = 0
            }
            return head
        }
    }

    /// The value of a field, without the blanks around it, where the line has that name.
    private static func value(
        of name: StaticString, in line: Slice<UnsafeRawBufferPointer>
    ) -> Slice<UnsafeRawBufferPointer>? {
        let count = name.utf8CodeUnitCount
        guard unsafe line.count >= count else { return nil }
        for offset in 0..<count {
            let byte = unsafe line[line.startIndex + offset]
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            guard unsafe lower == name.utf8Start[offset] else { return nil }
        }
        var value = unsafe line[(line.startIndex + count)...]
        while let last = unsafe value.last, last == 0x20 || last == 0x09 || last == 0x0d { unsafe value.removeLast() }
        while let first = unsafe value.first, first == 0x20 || first == 0x09 { unsafe value.removeFirst() }
        return unsafe value
    }

    /// A number of at most nine digits.
    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard unsafe (1...9).contains(digits.count) else { return nil }
        var number = 0
        for at in unsafe digits.indices {
            let digit = unsafe digits[at]
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}
