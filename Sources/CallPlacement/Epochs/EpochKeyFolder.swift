internal import BlindTokens
internal import Encodings
internal import Foundation
internal import Secrets

/// The files that hold the private keys of epochs: one a key, mode 0600, named after the key's identifier.
///
/// They are files and no records of the ledger because a file can be overwritten when its epoch is over;
/// a database leaves what it deletes in its free pages.
struct EpochKeyFolder: Sendable {
    private static let suffix = ".kcps"
    let path: String

    /// Writes a key, in PKCS#8.
    func write(_ key: BlindRSAPrivateKey) throws(EpochError) {
        do {
            try file(of: key.publicKey).write(try key.pkcs8())
        } catch {
            throw .keyFile("\(error)")
        }
    }

    /// The private key that belongs to a public one, or `nil` where there is no file for it.
    func read(for publicKey: BlindRSAPublicKey) throws(EpochError) -> BlindRSAPrivateKey? {
        guard FileManager.default.fileExists(atPath: file(of: publicKey).path) else { return nil }
        do {
            let key = try BlindRSAPrivateKey(pkcs8: try file(of: publicKey).read())
            return key.publicKey == publicKey ? key : nil
        } catch {
            throw .keyFile("\(error)")
        }
    }

    /// Overwrites and removes the file of a key.
    func remove(_ key: BlindRSAPrivateKey) throws(EpochError) {
        do {
            try file(of: key.publicKey).remove()
        } catch {
            throw .keyFile("\(error)")
        }
    }

    /// Overwrites and removes every key file but that of one key, where one is to be kept.
    func removeAll(but kept: BlindRSAPublicKey?) throws(EpochError) {
        do {
            let kept = kept.map { file(of: $0).path }
            for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasSuffix(Self.suffix) {
                let file = PrivateFile(path: path + "/" + name)
                if file.path != kept { try file.remove() }
            }
        } catch {
            throw .keyFile("\(error)")
        }
    }

    private func file(of key: BlindRSAPublicKey) -> PrivateFile {
        PrivateFile(path: path + "/" + Hex.encode(key.tokenKeyID.bytes.prefix(8)) + Self.suffix)
    }
}
