internal import NIOCore
internal import NIOPosix

/// Why a listener cannot listen: its address is taken, not this machine's, unknown, or not allowed.
public struct ListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A listener of the service.
    public enum Name: String, Sendable, CaseIterable {
        /// Where anyone may ask.
        case `public`
        /// Where credentials get tokens.
        case issuance
        /// Where the operator looks.
        case metrics
    }

    /// The listener that cannot listen.
    public let listener: Name
    /// What went wrong, where, and what to do.
    public let description: String

    init(listener: Name, address: String, reason: String) {
        self.listener = listener
        description =
            "the \(listener) listener cannot listen on \(address): \(reason). "
            + "Choose another host or port, or end what listens there"
    }

    /// Why an address cannot be listened on; `nil` for an error of another kind.
    static func reasonOfAddress(_ error: any Error) -> String? {
        switch error {
        case is IOError: "\(error)"
        case is SocketAddressError, is SocketAddressError.UnknownHost, is NIOConnectionError:
            "no address of this machine has that name"
        default: nil
        }
    }
}
