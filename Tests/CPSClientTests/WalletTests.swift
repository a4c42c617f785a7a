import BlindTokens
import Foundation
import Secrets
import SeededRandomness
import Subprocess
import Testing

@testable import CPSClient

@Suite("Wallet")
struct WalletTests {
    private let folder: TemporaryFolder
    private let wallet: Wallet
    private let now: Int64 = 1_800_000_000

    init() throws {
        folder = try TemporaryFolder()
        wallet = try Wallet(folder: folder.path + "/wallet")
    }

    private func fill(_ count: Int, service: String = "cps.example", notAfter: Int64 = 1_800_000_100) throws {
        for _ in 0..<count { try wallet.save(try token(service: service, notAfter: notAfter)) }
    }

    @Test("A token comes back as it was saved, and is then gone from the disk")
    func roundTrip() throws {
        let saved = try token(service: "cps.example", notAfter: now + 100)
        try wallet.save(saved)
        #expect(folder.files.count == 1)
        let taken = try #require(try wallet.take(1, for: "cps.example", at: now).first)
        #expect(taken.held.token == saved.held.token)
        #expect(taken.held.key.publicKey == saved.held.key.publicKey)
        #expect(taken.notAfter == now + 100)
        #expect(folder.files.isEmpty)
        #expect(throws: CPSClientError.notEnoughTokens) { try wallet.take(1, for: "cps.example", at: now) }
    }

    @Test("Folders are 0700, files 0600, and their names tell nothing but the end")
    func modes() throws {
        try fill(1)
        let file = try #require(folder.files.first)
        #expect(try folder.mode(of: file) == 0o600)
        #expect(try folder.mode(of: wallet.folder) == 0o700)
        #expect(!file.contains("cps.example"))
    }

    @Test("A folder or a token that others may use is refused")
    func tooOpen() throws {
        try fill(1)
        let file = try #require(folder.files.first)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(throws: CPSClientError.self) { try wallet.take(1, for: "cps.example", at: now) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wallet.folder)
        #expect(throws: CPSClientError.self) { try Wallet(folder: wallet.folder) }
    }

    @Test("An expired token is never offered, and is removed")
    func expiry() throws {
        try fill(2, notAfter: now)
        try fill(1, notAfter: now + 1)
        #expect(try wallet.holdings(at: now) == [.init(service: "cps.example", notAfter: now + 1, count: 1)])
        #expect(folder.files.count == 1)
        #expect(throws: CPSClientError.notEnoughTokens) { try wallet.take(1, for: "cps.example", at: now + 1) }
        #expect(folder.files.isEmpty)
    }

    @Test("Those that end first go first, and services are kept apart")
    func order() throws {
        try fill(1, notAfter: now + 300)
        try fill(1, notAfter: now + 20)
        try fill(1, service: "other/../example", notAfter: now + 10)
        #expect(try wallet.take(1, for: "cps.example", at: now).first?.notAfter == now + 20)
        #expect(try wallet.holdings(at: now).map(\.service).sorted() == ["cps.example", "other/../example"])
    }

    @Test("All that are wanted, or none: what was claimed in vain is given back")
    func allOrNone() throws {
        try fill(3)
        #expect(throws: CPSClientError.notEnoughTokens) { try wallet.take(4, for: "cps.example", at: now) }
        #expect(try wallet.take(3, for: "cps.example", at: now).count == 3)
    }

    @Test("A token that cannot be written to a file stays in the wallet")
    func failedTokenFile() throws {
        try fill(1)
        #expect(throws: CPSClientError.cannotWrite("", "")) {
            try TokenFile(path: folder.path + "/none/token").take(from: wallet, at: now)
        }
        // The file system refuses after the token was claimed.
        #expect(throws: CPSClientError.cannotWrite("", "")) {
            try wallet.take(1, for: "cps.example", at: now) { (tokens) throws(CPSClientError) in
                for token in tokens { try token.write(to: folder.path + "/none/token") }
            }
        }
        let there = folder.path + "/there"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: there))
        #expect(throws: CPSClientError.fileExists("")) { try TokenFile(path: there).take(from: wallet, at: now) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: there)) == Data("mine".utf8))
        #expect(try wallet.holdings(at: now).map(\.count) == [1])

        let token = TokenFile(path: folder.path + "/token")
        try token.take(from: wallet, at: now)
        #expect(try folder.mode(of: token.path) == 0o600)
        #expect(try token.read().service == "cps.example")
        let empty = TokenFile(path: folder.path + "/empty")
        #expect(throws: CPSClientError.notEnoughTokens) { try empty.take(from: wallet, at: now) }
        #expect(!FileManager.default.fileExists(atPath: empty.path))
    }

    @Test("A token that a crashed process had claimed is never offered again")
    func crash() throws {
        try fill(1)
        let path = try #require(folder.files.first)
        try FileManager.default.moveItem(
            atPath: path, toPath: path.replacingOccurrences(of: ".token", with: ".claimed"))
        #expect(throws: CPSClientError.notEnoughTokens) { try wallet.take(1, for: "cps.example", at: now) }
        #expect(try wallet.holdings(at: now).isEmpty)
        _ = try wallet.holdings(at: now + 1000)
        #expect(folder.files.isEmpty)
    }

    @Test("Many tasks, each with a wallet of its own on one folder, get every token exactly once")
    func manyTasks() async throws {
        try fill(60)
        let path = wallet.folder
        let taken = try await withThrowingTaskGroup(of: [Token].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let wallet = try Wallet(folder: path)
                    var mine: [Token] = []
                    while let token = try? wallet.take(1, for: "cps.example", at: 1_800_000_000).first {
                        mine.append(token.held.token)
                    }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 60)
        #expect(Set(taken).count == 60)
    }

    @Test("Another process that claims at the same time never gets the same token")
    func anotherProcess() async throws {
        try fill(80)
        let subfolder = try #require(folder.files.first).split(separator: "/").dropLast().joined(separator: "/")
        let script = """
            cd "/\(subfolder)" && for f in *.token; do mv "$f" "${f%.token}.claimed" 2>/dev/null && echo "$f"; done
            """
        let wallet = wallet
        let now = now
        async let other = Subprocess.run(
            .name("sh"), arguments: ["-c", script], output: .string(limit: 65_536), error: .discarded)
        var mine = 0
        while (try? wallet.take(1, for: "cps.example", at: now))?.first != nil { mine += 1 }
        let theirs = try await other.standardOutput.split(separator: "\n").count
        #expect(mine + theirs == 80)
        #expect(mine > 0)
    }

    @Test("Damaged files are passed over, whatever is in them")
    func fuzz() throws {
        let good = try token(service: "cps.example", notAfter: now + 100).encoded()
        let bytes = unsafe good.withUnsafeBytes { unsafe Array($0) }
        var random = SeededGenerator(seed: 1)
        var refused = 0
        for _ in 0..<1000 {
            do throws(CPSClientError) {
                let damaged = random.mutation(of: bytes)
                guard let guarded = try? GuardedBytes(copying: damaged) else { continue }
                _ = try WalletToken(encoded: guarded)
            } catch {
                #expect(error == .malformedToken)
                refused += 1
            }
        }
        // A change in the authenticator or the service's name cannot be seen here.
        #expect(refused > 100)
    }

    private func token(service: String, notAfter: Int64) throws -> WalletToken {
        let key = try KTempPrivateKey.generate()
        let rest = [UInt8](repeating: 7, count: Token.byteCount - 34)
        let token = try Token(bytes: [0, 2] + key.publicKey.bytes + rest)
        return WalletToken(held: try HeldToken(token: token, key: key), service: service, notAfter: notAfter)
    }
}
