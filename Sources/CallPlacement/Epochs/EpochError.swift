/// Why the keys of epochs cannot be had. Two errors are equal when their codes are.
public struct EpochError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case keyFile
        case keyGeneration
        case ledger
    }

    private let code: Code
    private let message: String

    static func keyFile(_ message: String) -> Self { Self(code: .keyFile, message: message) }
    static func keyGeneration(_ message: String) -> Self { Self(code: .keyGeneration, message: message) }
    static func ledger(_ error: StoreError) -> Self { Self(code: .ledger, message: error.description) }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension EpochError: CustomStringConvertible {
    public var description: String { message }
}
