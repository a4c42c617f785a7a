import CSodium

/// libsodium, initialised once for the process.
enum Sodium {
    /// Whether libsodium works. Reading it initialises the library; that may be done from any thread.
    static let isReady = sodium_init() >= 0

    /// Refuses to go on when libsodium does not work.
    static func require() throws(SecretsError) {
        guard isReady else { throw .unavailable }
    }
}
