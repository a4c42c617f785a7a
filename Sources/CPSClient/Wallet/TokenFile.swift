internal import Secrets

/// One token in a file of its own, mode 0600, taken out of the wallet to be spent on several calls.
///
/// > Warning: Stores under one token can be linked to each other. A wallet's tokens never are used for more than
/// > one call; this is for those who want that all the same, and know what it tells the service.
public struct TokenFile: Sendable {
    /// The most bytes of a path's content that are read.
    private static let byteLimit = WalletToken.fileLimit

    /// Where it is.
    public let path: String

    /// The token file at a path.
    public init(path: String) {
        self.path = path
    }

    /// Takes a token out of a wallet for good, and writes it here. A token that could not be written stays in the
    /// wallet.
    ///
    /// - Parameters:
    ///   - service: the service's name; may be left out where the wallet has tokens for one service only.
    ///   - now: seconds since 1970.
    /// - Throws: ``CPSClientError/notEnoughTokens`` where there is none, or it is not clear for which service;
    ///   ``CPSClientError`` where there is a file already, or it cannot be written.
    public func take(from wallet: Wallet, for service: String? = nil, at now: Int64) throws(CPSClientError) {
        // The name is ours from here on, or somebody else's file is there and stays as it is.
        try OrdinaryFile(path: path).create(for: .owner)
        do {
            try move(from: wallet, for: service, at: now)
        } catch {
            OrdinaryFile(path: path).remove()
            throw error
        }
    }

    private func move(from wallet: Wallet, for service: String?, at now: Int64) throws(CPSClientError) {
        let services = Set(try wallet.holdings(at: now).map(\.service))
        guard let service = service ?? (services.count == 1 ? services.first : nil) else { throw .notEnoughTokens }
        try wallet.take(1, for: service, at: now) { (tokens) throws(CPSClientError) in
            for token in tokens { try token.write(to: path) }
        }
    }

    /// The token.
    func read() throws(CPSClientError) -> WalletToken {
        let bytes: GuardedBytes
        do {
            bytes = try PrivateFile(path: path).read(upTo: Self.byteLimit)
        } catch {
            throw .secret(error)
        }
        return try WalletToken(encoded: bytes)
    }
}
