internal import Foundation
internal import Secrets

extension WalletFolder.Entry {
    /// The token, or `nil` where the file is gone (somebody else was faster) or is not a token.
    ///
    /// - Throws: ``CPSClientError`` where the file is there and may not be used, such as one that others can read.
    func read() throws(CPSClientError) -> WalletToken? {
        let bytes: GuardedBytes
        do {
            bytes = try PrivateFile(path: path).read(upTo: WalletToken.fileLimit)
        } catch {
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            throw .secret(error)
        }
        return try? WalletToken(encoded: bytes)
    }

    /// Overwrites and removes the file; that somebody else has done so already is no failure.
    func remove() throws(CPSClientError) {
        do {
            try PrivateFile(path: path).remove()
        } catch {
            guard FileManager.default.fileExists(atPath: path) else { return }
            throw .secret(error)
        }
    }
}

extension [WalletFolder.Entry] {
    /// The first token that can be read.
    func firstReadable() throws(CPSClientError) -> WalletToken? {
        for entry in self {
            if let token = try entry.read() { return token }
        }
        return nil
    }
}
