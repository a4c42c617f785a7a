internal import Foundation
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

    /// Takes a token out of a wallet for good, and writes it here.
    ///
    /// - Parameters:
    ///   - service: the service's name; may be left out where the wallet has tokens for one service only.
    ///   - now: seconds since 1970.
    /// - Throws: ``CPSClientError/notEnoughTokens`` where there is none, or it is not clear for which service;
    ///   ``CPSClientError`` where there is a file already, or it cannot be written.
    public func take(from wallet: Wallet, for service: String? = nil, at now: Int64) throws(CPSClientError) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw .folder(path, "there is a file already; choose another name")
        }
        let services = Set(try wallet.holdings(at: now).map(\.service))
        guard let service = service ?? (services.count == 1 ? services.first : nil) else { throw .notEnoughTokens }
        for token in try wallet.take(1, for: service, at: now) {
            do {
                try PrivateFile(path: path).write(try token.encoded())
            } catch let error as SecretsError {
                throw .secret(error)
            } catch {
                throw .malformedToken
            }
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
