/// What one client's machine, habits and calls are like.
struct ClientMachine: Sendable {
    let environment: [String: String]
    /// Tokens that it has got and calls that it has left before it is watched.
    let earlierTokens: Int
    let earlierCalls: Int
    /// What makes its PASSporT longer or shorter.
    let x5u: String
    let called: String

    /// Two who have nothing in common but the program.
    static let pair = [
        ClientMachine(
            environment: ["LANG": "C", "TZ": "UTC", "HOSTNAME": "desk", "USER": "a", "TERM": "dumb"],
            earlierTokens: 0, earlierCalls: 0, x5u: "https://c.example/a.pem", called: "12155550122"),
        ClientMachine(
            environment: [
                "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo", "HOSTNAME": "exchange-17.example",
                "USER": "telephony", "TERM": "xterm-256color", "USER_AGENT": "exchange/17", "HTTP_USER_AGENT": "e/17",
                "PWD": "/srv", "MALLOC_ARENA_MAX": "2",
            ],
            earlierTokens: 5, earlierCalls: 2, x5u: "https://certificates.telephony.example/2026/11/signer-0017.pem",
            called: "4930123456789"),
    ]
}
