internal import BlindTokens
internal import Crypto
internal import Encodings
internal import Foundation
internal import Glibc

/// The folder of one service's tokens inside a wallet, and the names of the files in it.
///
/// A file's name says until when its token is good and nothing else: `NOTAFTER-RANDOM.token`. A token that
/// somebody has claimed is called `.claimed` instead; it is never offered again, whatever happens next.
struct WalletFolder: Sendable {
    private static let unspent = ".token"
    private static let claimed = ".claimed"

    /// One file, spent or not.
    struct Entry: Sendable {
        let path: String
        let notAfter: Int64
        let isClaimed: Bool
    }

    let path: String

    /// The folder for a service, in a wallet. Its name is the first half of the hash of the service's, since a
    /// service's name may hold characters that a file's cannot.
    init(wallet: String, service: String) {
        let hash = SHA256.hash(data: Array("cps-wallet-v1".utf8) + Array(service.utf8))
        self.path = wallet + "/" + Hex.encode(hash.prefix(16))
    }

    /// A folder that is there.
    init(path: String) {
        self.path = path
    }

    /// Makes the folder, mode 0700, or checks that the one there is its owner's alone.
    func prepare() throws(CPSClientError) {
        do {
            let parent = (path as NSString).deletingLastPathComponent
            if !parent.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            // Not by FileManager, which sets the mode a moment after: another process could look in between.
            if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
                throw CPSClientError.unusableWallet(path, SystemReason.last)
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
            guard mode & 0o077 == 0 else {
                throw CPSClientError.unusableWallet(path, "others than its owner may use it: run chmod 700 \(path)")
            }
        } catch let error as CPSClientError {
            throw error
        } catch {
            throw .unusableWallet(path, SystemReason.of(error))
        }
    }

    /// A new path for a token.
    func newPath(notAfter: Int64) -> String {
        var random = SystemRandomNumberGenerator()
        let name = Hex.encode((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        return "\(path)/\(notAfter)-\(name)\(Self.unspent)"
    }

    /// What is in the folder, those that end first in front; nothing where there is no folder.
    ///
    /// Tokens that end together come in random order, so that two processes seldom reach for the same one.
    func entries() throws(CPSClientError) -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw .unusableWallet(path, SystemReason.of(error))
        }
        let entries = names.compactMap { name -> Entry? in
            let isClaimed = name.hasSuffix(Self.claimed)
            guard isClaimed || name.hasSuffix(Self.unspent),
                let notAfter = name.split(separator: "-").first.flatMap({ Int64($0) })
            else { return nil }
            return Entry(path: path + "/" + name, notAfter: notAfter, isClaimed: isClaimed)
        }
        return entries.shuffled().sorted { $0.notAfter < $1.notAfter }
    }

    /// Takes a token for this process alone: one `rename`, which succeeds for exactly one of those who try.
    ///
    /// - Returns: where it is now, or `nil` where somebody else was faster.
    func claim(_ entry: Entry) throws(CPSClientError) -> Entry? {
        try move(entry, to: entry.path.dropLast(Self.unspent.count) + Self.claimed, isClaimed: true)
    }

    /// Gives back what was claimed and has not been used at all.
    func giveBack(_ entry: Entry) throws(CPSClientError) {
        _ = try move(entry, to: entry.path.dropLast(Self.claimed.count) + Self.unspent, isClaimed: false)
    }

    private func move(_ entry: Entry, to path: String, isClaimed: Bool) throws(CPSClientError) -> Entry? {
        guard unsafe rename(entry.path, path) == 0 else {
            guard errno == ENOENT else { throw .unusableWallet(self.path, SystemReason.last) }
            return nil
        }
        return Entry(path: path, notAfter: entry.notAfter, isClaimed: isClaimed)
    }
}
