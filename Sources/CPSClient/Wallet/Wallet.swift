internal import BlindTokens
internal import Foundation
internal import Secrets

/// A folder of unspent tokens, for its owner alone: folder mode 0700, one file a token, mode 0600.
///
/// Any number of tasks and processes may use one wallet at once. A token is claimed by one atomic rename
/// before it is used, and its file is gone from the disk before anything is sent, so that no token is ever
/// offered twice, not even after a crash: what was claimed and not used is lost, which costs one token.
public struct Wallet: Sendable {
    /// How many tokens there are for one service until one time.
    public struct Holding: Hashable, Sendable, Codable {
        /// The service's name.
        public let service: String
        /// Seconds since 1970 until which they are taken.
        public let notAfter: Int64
        /// How many.
        public let count: Int
    }

    /// Where it is.
    public let folder: String

    /// Opens a wallet, and makes its folder where there is none.
    ///
    /// - Throws: ``CPSClientError`` where the folder cannot be made, or others than its owner may use it.
    public init(folder: String) throws(CPSClientError) {
        self.folder = folder
        try WalletFolder(path: folder).prepare()
    }

    /// What is in the wallet at a time (seconds since 1970), by service and end. Expired tokens are removed.
    ///
    /// - Throws: ``CPSClientError`` where the folder cannot be read.
    public func holdings(at now: Int64) throws(CPSClientError) -> [Holding] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .unusableWallet(folder, SystemReason.of(error))
        }
        var holdings: [Holding] = []
        for name in names where !name.contains(".") {
            let entries = try live(in: WalletFolder(path: folder + "/" + name), at: now)
            // All tokens of a folder are for one service, so its name is read from the first that is there.
            guard let service = try entries.firstReadable()?.service else { continue }
            for (notAfter, tokens) in Dictionary(grouping: entries, by: \.notAfter).sorted(by: { $0.key < $1.key }) {
                holdings.append(Holding(service: service, notAfter: notAfter, count: tokens.count))
            }
        }
        return holdings
    }

    /// Puts a token in. When this returns, it is on the disk.
    func save(_ token: WalletToken) throws(CPSClientError) {
        let folder = WalletFolder(wallet: folder, service: token.service)
        try folder.prepare()
        try token.write(to: folder.newPath(notAfter: token.notAfter))
    }

    /// Takes tokens out for good: all that are wanted, or none.
    ///
    /// - Parameter keep: is given the tokens while they are claimed and still on the disk, for whoever writes them
    ///   elsewhere.
    /// - Throws: ``CPSClientError/notEnoughTokens``, or what `keep` throws; those that were claimed by then are given
    ///   back.
    @discardableResult
    func take(
        _ count: Int, for service: String, at now: Int64,
        keep: ([WalletToken]) throws(CPSClientError) -> Void = { (_) throws(CPSClientError) in }
    ) throws(CPSClientError) -> [WalletToken] {
        let folder = WalletFolder(wallet: folder, service: service)
        var claims: [(token: WalletToken, entry: WalletFolder.Entry)] = []
        for entry in try live(in: folder, at: now) where claims.count < count {
            guard let token = try entry.read(), token.service == service, token.notAfter > now else { continue }
            if let claimed = try folder.claim(entry) { claims.append((token, claimed)) }
        }
        guard claims.count == count else {
            for claim in claims { try folder.giveBack(claim.entry) }
            throw .notEnoughTokens
        }
        let tokens = claims.map(\.token)
        do {
            try keep(tokens)
        } catch {
            for claim in claims { try folder.giveBack(claim.entry) }
            throw error
        }
        // Removal writes the folder through to the disk, and with it that the token is claimed.
        for claim in claims { try claim.entry.remove() }
        return tokens
    }

    /// Removes a service's tokens of one key, which it does not take.
    func drop(signedBy key: TokenKeyID, for service: String, at now: Int64) throws(CPSClientError) {
        let folder = WalletFolder(wallet: folder, service: service)
        for entry in try live(in: folder, at: now) {
            guard let token = try entry.read(), token.held.token.tokenKeyID == key else { continue }
            // Somebody who claimed it in the meantime finds out alone.
            try folder.claim(entry)?.remove()
        }
    }

    /// The unspent tokens of a folder; what has expired, claimed or not, is removed.
    private func live(in folder: WalletFolder, at now: Int64) throws(CPSClientError) -> [WalletFolder.Entry] {
        var live: [WalletFolder.Entry] = []
        for entry in try folder.entries() {
            if entry.notAfter <= now {
                try entry.remove()
            } else if !entry.isClaimed {
                live.append(entry)
            }
        }
        return live
    }
}
