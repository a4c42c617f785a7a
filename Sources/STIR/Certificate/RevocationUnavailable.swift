/// Why it cannot be found out whether a certificate was withdrawn. Two are equal when their codes are.
///
/// No message holds an address or a name: both tell who is calling.
public struct RevocationUnavailable: Error, Hashable, Sendable {
    private let code: String
    private let message: String

    /// A reason of a source of its own.
    ///
    /// - Parameters:
    ///   - code: A short name in lower case, stable, for programs.
    ///   - message: What went wrong and what to do, without anything that came from outside.
    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// A short name, for programs.
    public var name: String { code }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension RevocationUnavailable: CustomStringConvertible {
    public var description: String { message }
}
