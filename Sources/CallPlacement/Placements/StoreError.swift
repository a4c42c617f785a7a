/// Why a store could not do its work. Two errors are equal when their codes are.
public struct StoreError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case full
        case failed
        case damaged
        case closed
    }

    private let code: Code
    private let message: String

    /// No room: the map or the disk is full. Goes away when room returns.
    public static func full(_ message: String) -> Self { Self(code: .full, message: message) }
    /// A read, write or sync failed.
    public static func failed(_ message: String) -> Self { Self(code: .failed, message: message) }
    /// What is on disk is not what this program wrote.
    public static func damaged(_ message: String) -> Self { Self(code: .damaged, message: message) }
    /// The store was closed.
    public static let closed = Self(code: .closed, message: "the store is closed")

    /// Whether this is for want of room.
    public var isFull: Bool { code == .full }
    /// Whether it may go away by itself.
    public var isPassing: Bool { code == .full || code == .failed }
    /// Whether what is on disk is damaged.
    public var isDamaged: Bool { code == .damaged }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension StoreError: CustomStringConvertible {
    public var description: String { message }
}
