/// Why a listener cannot listen: its address is taken, not this machine's, or not allowed.
public struct ListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, where, and what to do.
    public let description: String

    init(address: String, reason: String) {
        description =
            "nothing can listen on \(address): \(reason). Choose another host or port, or end what listens there"
    }
}
