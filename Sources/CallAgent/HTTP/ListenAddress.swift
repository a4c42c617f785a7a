/// Where the agent listens: for programs of this machine, and nobody else.
package enum ListenAddress: Hashable, Sendable {
    /// A loopback address and a port; 0 takes a free one.
    case loopback(host: String, port: Int)
    /// The path of a Unix socket, for the agent's own user.
    case unixSocket(path: String)

    /// The longest path that fits an address of the system's.
    private static let longestPath = 107

    /// Reads `127.0.0.1:PORT`, `[::1]:PORT`, `localhost:PORT` or `unix:PATH`; `nil` for anything else. Whoever can ask
    /// the agent can sign calls, so it listens on no address that another machine reaches.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard !path.isEmpty, path.utf8.count <= Self.longestPath else { return nil }
            self = .unixSocket(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        switch text[..<colon] {
        case "localhost": self = .loopback(host: "127.0.0.1", port: Int(port))
        case "[::1]": self = .loopback(host: "::1", port: Int(port))
        case let host where LocalClient.isLoopbackIPv4(host): self = .loopback(host: String(host), port: Int(port))
        default: return nil
        }
    }
}
