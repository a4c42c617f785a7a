/// Why a secret could not be kept, sealed, opened or read. Two errors are equal when their codes are.
///
/// The texts are for the operator, so they may name a file, never what is in it.
public struct SecretsError: Error, Hashable, Sendable {
    private enum Code: Hashable {
        case unavailable
        case notAPassphraseBox
        case costRefused
        case cannotOpen
        case fileTooOpen
        case fileTooLarge
        case cannotRead
        case cannotWrite
        case cannotHarden
    }

    private let code: Code
    private let message: String

    /// The cryptographic library refused to work: no memory, or no randomness.
    public static let unavailable = Self(
        code: .unavailable, message: "no guarded memory or no randomness was to be had")
    /// Bytes that are not a passphrase box of a version that this program knows.
    public static let notAPassphraseBox = Self(
        code: .notAPassphraseBox, message: "not a passphrase box of a version that this program knows")
    /// A passphrase box that asks for more memory or time than an honest one does.
    public static let costRefused = Self(
        code: .costRefused, message: "the passphrase box asks for more memory or time than is allowed")
    /// A wrong passphrase, or a damaged passphrase box: which of the two cannot be told.
    public static let cannotOpen = Self(
        code: .cannotOpen, message: "the passphrase is wrong or the passphrase box is damaged")

    /// A secret file that others than its owner may use.
    package static func fileTooOpen(_ path: String, isLent: Bool = false) -> Self {
        let remedy =
            isLent
            ? "and more than read by a group: run chmod 640 \(path), with a group for this program alone"
            : "run chmod 600 \(path)"
        return Self(code: .fileTooOpen, message: "\(path) may be used by others than its owner: \(remedy)")
    }

    /// A secret file with more bytes than the reader accepts.
    package static func fileTooLarge(_ path: String) -> Self {
        Self(code: .fileTooLarge, message: "\(path) is larger than such a file can be: is it the right one?")
    }

    /// A secret file that could not be read; `reason` is the system's text.
    package static func cannotRead(_ path: String, reason: String) -> Self {
        Self(code: .cannotRead, message: "\(path) cannot be read: \(reason)")
    }

    /// A secret file that could not be written or removed; `reason` is the system's text.
    package static func cannotWrite(_ path: String, reason: String) -> Self {
        Self(code: .cannotWrite, message: "\(path) cannot be written or removed: \(reason)")
    }

    /// A protection of the process that the system refused; `reason` is the system's text.
    package static func cannotHarden(_ what: String, reason: String) -> Self {
        Self(code: .cannotHarden, message: "\(what) failed: \(reason)")
    }

    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension SecretsError: CustomStringConvertible {
    public var description: String { message }
}
