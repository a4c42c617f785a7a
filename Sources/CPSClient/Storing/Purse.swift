internal import BlindTokens

/// The tokens of one call: out of the wallet, and replaced where the service does not know their key.
struct Purse {
    private let wallet: Wallet
    private let service: String
    private let now: Int64
    private var tokens: [WalletToken]
    private var refusedKeys: Set<TokenKeyID> = []
    /// How many tokens were handed out.
    private(set) var spent = 0

    /// Takes what a call needs: all, or none.
    ///
    /// - Throws: ``CPSClientError/notEnoughTokens``.
    init(of wallet: Wallet, holding count: Int, for service: String, at now: Int64) throws(CPSClientError) {
        self.wallet = wallet
        self.service = service
        self.now = now
        tokens = try wallet.take(count, for: service, at: now)
    }

    /// The next token, of a key that was not refused.
    mutating func next() throws(CPSClientError) -> WalletToken {
        tokens.removeAll { refusedKeys.contains($0.held.token.tokenKeyID) }
        if tokens.isEmpty {
            do {
                tokens = try wallet.take(1, for: service, at: now)
            } catch {
                guard error == .notEnoughTokens, !refusedKeys.isEmpty else { throw error }
                throw .noTokenTaken
            }
        }
        spent += 1
        return tokens.removeFirst()
    }

    /// Another one for a token that was refused. The wallet loses all of its key: each would be refused.
    mutating func replace(_ token: WalletToken) throws(CPSClientError) -> WalletToken {
        let key = token.held.token.tokenKeyID
        refusedKeys.insert(key)
        try wallet.drop(signedBy: key, for: service, at: now)
        return try next()
    }
}
