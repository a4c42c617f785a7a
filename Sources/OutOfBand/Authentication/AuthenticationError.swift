public import CPSClient
internal import STIR

/// Why a call was not authenticated, and at which step of RFC 8816 section 8.1. No text names a number.
public struct AuthenticationError: Error, Hashable, Sendable {
    /// The steps of RFC 8816 section 8.1.
    public enum Step: Int, Hashable, Sendable, CaseIterable {
        /// Is this service authoritative for the originating identity?
        case authority = 1
        /// May the originator claim it?
        case claim = 2
        /// The keys and the Call Placement Service of the destination.
        case recipients = 3
        /// The PASSporT, and an encrypted copy for each key.
        case creation = 4
        /// "Finally": storing.
        case storing = 5
    }

    private enum Code: Hashable {
        case notAuthoritative, notEntitled, noRecipient, nothingToStore, nothingToDivert
        case recipients(RecipientsUnavailable)
        case passport(PassportError)
        case service(CPSClientError)
    }

    /// Where it ended.
    public let step: Step
    private let code: Code
    private let message: String

    private init(_ step: Step, _ code: Code, _ message: String) {
        self.step = step
        self.code = code
        self.message = message
    }

    /// No certificate here covers the originating identity.
    public static let notAuthoritative = Self(
        .authority, .notAuthoritative, "no certificate of this service covers the calling party")
    /// The originator may not claim the identity.
    public static let notEntitled = Self(
        .claim, .notEntitled, "the originator is not entitled to the calling party's number: see the policy's numbers")
    /// Nobody published a key for the destination.
    public static let noRecipient = Self(
        .recipients, .noRecipient, "the called party has published no key, so nothing can be left for it")
    /// A gateway was given no PASSporT.
    public static let nothingToStore = Self(
        .creation, .nothingToStore, "there is no full-form PASSporT to store")

    /// A call that is to be diverted came without a PASSporT that is true (RFC 8946 section 4.1).
    public static let nothingToDivert = Self(
        .creation, .nothingToDivert, "the call came without a valid PASSporT, so there is nothing to divert")

    /// It could not be known which keys the destination has.
    static func unavailable(_ reason: RecipientsUnavailable) -> Self {
        Self(.recipients, .recipients(reason), reason.description)
    }

    /// The PASSporT could not be made.
    static func passport(_ error: PassportError) -> Self { Self(.creation, .passport(error), error.description) }

    /// A Call Placement Service could not be used.
    static func service(_ error: CPSClientError, at step: Step) -> Self {
        Self(step, .service(error), error.description)
    }

    /// What the Call Placement Service or the way to it said, where that was the cause.
    public var serviceError: CPSClientError? {
        guard case .service(let error) = code else { return nil }
        return error
    }

    public static func == (left: Self, right: Self) -> Bool { left.step == right.step && left.code == right.code }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(step)
        hasher.combine(code)
    }
}

extension AuthenticationError: CustomStringConvertible {
    public var description: String { message }
}
