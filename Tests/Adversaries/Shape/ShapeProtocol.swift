internal import ServiceHarness

/// A version of HTTP, as an attacker writes and reads it by hand.
protocol ShapeProtocol {
    /// What the client says it speaks.
    static var applicationProtocol: String { get }
    /// A connection just opened.
    init()
    /// What is sent before the first request.
    mutating func preface() -> [UInt8]
    /// A request.
    mutating func request(_ request: RawRequest) -> [UInt8]
    /// Reads one whole answer from the front of what arrived, and removes it; `nil` where there is not yet one.
    mutating func answer(_ received: inout [UInt8], to request: RawRequest) throws -> AnswerRead?
}

extension ShapeProtocol {
    /// Whether a body is compared byte for byte: all but ciphertext and fresh links.
    static func isComparable(_ head: [String], _ request: RawRequest) -> Bool {
        let isAsked = request.fields.contains { $0.name == "accept" && $0.value == "application/json" }
        return !(isAsked || head.contains { $0.contains("vnd.cps.batch") })
    }
}
