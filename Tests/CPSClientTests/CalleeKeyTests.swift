import Foundation
import Sealing
import Secrets
import SeededRandomness
import Testing

@testable import CPSClient

@Suite("Key files")
struct CalleeKeyTests {
    private let folder: TemporaryFolder
    private let path: String
    private let key: CalleeKey

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/key"
        key = try CalleeKey.generate(prefixDigits: 7)
    }

    private func passphrase(_ text: String) throws -> GuardedBytes { try GuardedBytes(copying: Array(text.utf8)) }

    @Test("A key sealed with a passphrase comes back with it, and with no other")
    func sealed() throws {
        let right = try passphrase("right")
        try CalleeKeyFile(key, passphrase: right, box: PassphraseBox(cost: .least)).write(to: path)
        #expect(try folder.mode(of: path) == 0o600)
        let file = try CalleeKeyFile(path: path)
        #expect(file.isSealed)
        #expect(file.publicKey == key.privateKey.publicKey)
        let opened = try file.key(passphrase: right)
        #expect(opened.privateKey.exportSecretBytes() == key.privateKey.exportSecretBytes())
        #expect(opened.prefixDigits == 7)
        #expect(throws: CPSClientError.passphraseNeeded) { try file.key(passphrase: nil) }
        #expect(throws: CPSClientError.self) { try file.key(passphrase: try passphrase("wrong")) }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(hex(key.privateKey.exportSecretBytes())))
    }

    @Test("A key without a passphrase comes back, from a file that only its owner may read")
    func plain() throws {
        try CalleeKeyFile(key, passphrase: nil).write(to: path)
        #expect(try CalleeKeyFile(path: path).key(passphrase: nil).privateKey.publicKey == key.privateKey.publicKey)
        for mode in [0o640, 0o604, 0o660] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(throws: CPSClientError.self) { try CalleeKeyFile(path: path) }
        }
    }

    @Test("The prefix length stays with the key until it is changed for good")
    func prefixPinning() throws {
        #expect(key.prefix.digits == 7)
        let changed = try CalleeKeyFile(key, passphrase: nil).changingPrefix(toDigits: 3)
        #expect(try changed.key(passphrase: nil).prefix.digits == 3)
        for digits in [0, 65, -1] {
            #expect(throws: CPSClientError.prefixOutOfRange) {
                try CalleeKey(privateKey: key.privateKey, prefixDigits: digits)
            }
            #expect(throws: CPSClientError.prefixOutOfRange) { try changed.changingPrefix(toDigits: digits) }
        }
    }

    @Test("A private key that is not the public one's is refused")
    func mismatch() throws {
        let other = hex(try CalleeKey.generate().privateKey.exportSecretBytes())
        let text = try CalleeKeyFile(key, passphrase: nil).text
            .replacingOccurrences(of: hex(key.privateKey.exportSecretBytes()), with: other)
        #expect(throws: CPSClientError.malformedKeyFile) { try CalleeKeyFile(text: text).key(passphrase: nil) }
    }

    @Test("A key and its public half are made together or not at all, and never in place of another")
    func pair() throws {
        let file = try CalleeKeyFile(key, passphrase: nil)
        let address = try CalleeAddress(publicKey: key.privateKey.publicKey)
        for taken in [path, path + ".pub"] {
            try Data("mine".utf8).write(to: URL(fileURLWithPath: taken))
            #expect(throws: CPSClientError.fileExists("")) {
                try file.create(at: path, publicFile: path + ".pub", address: address)
            }
            #expect(folder.files == [taken])
            #expect(try Data(contentsOf: URL(fileURLWithPath: taken)) == Data("mine".utf8))
            try FileManager.default.removeItem(atPath: taken)
        }
        #expect(throws: CPSClientError.cannotWrite("", "")) {
            try file.create(at: path, publicFile: folder.path + "/none/pub", address: address)
        }
        #expect(folder.files.isEmpty)
        try file.create(at: path, publicFile: path + ".pub", address: address)
        #expect(try folder.mode(of: path) == 0o600)
        #expect(try CalleeKeyFile(path: path).publicKey == CalleeAddress(keyOrFile: path + ".pub").publicKey)
    }

    @Test("What is wrong with a file is told with its name, and a word for each")
    func words() throws {
        func failure(_ work: () throws -> Void) -> CPSClientError? {
            do {
                try work()
                return nil
            } catch {
                return error as? CPSClientError
            }
        }
        func read() throws { _ = try CalleeKeyFile(path: path) }
        func write(_ text: String, mode: Int) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        let file = try CalleeKeyFile(key, passphrase: nil)
        var told = [failure(read)]
        for mode in [0o600, 0o644] {
            try write(try CalleeAddress(publicKey: key.privateKey.publicKey).text, mode: mode)
            told.append(failure(read))
        }
        #expect(told.last??.description.contains("chmod") == false)
        try write(file.text, mode: 0o644)
        told.append(failure(read))
        try write("nonsense", mode: 0o600)
        told.append(failure(read))
        told.append(failure { _ = try CalleeAddress(keyOrFile: path) })
        let cheap = PassphraseBox(cost: .least)
        try CalleeKeyFile(key, passphrase: GuardedBytes(copying: [1]), box: cheap).write(to: path)
        told.append(failure { _ = try CalleeKeyFile(path: path).key(passphrase: GuardedBytes(copying: [2])) })
        #expect(
            told.map { $0?.name } == [
                "cannot-read", "public-half", "public-half", "file-too-open", "malformed-key-file", "refused-key",
                "wrong-passphrase",
            ])
        #expect(told.allSatisfy { $0?.description.contains(path) == true })
        #expect(failure { _ = try CalleeKey.generate(prefixDigits: 0) }?.name == "prefix-out-of-range")
    }

    @Test("A public file and the bare digits lead to the same key")
    func address() throws {
        let address = try CalleeAddress(publicKey: key.privateKey.publicKey, service: "https://CPS.example:443/")
        #expect(address.service == "https://cps.example")
        try Data(address.text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try CalleeAddress(keyOrFile: path) == address)
        #expect(try CalleeAddress(keyOrFile: address.publicKeyHex).publicKey == address.publicKey)
        #expect(throws: CPSClientError.refusedKey) { try CalleeAddress(keyOrFile: String(repeating: "0", count: 64)) }
        #expect(throws: CPSClientError.cannotRead("", "")) { try CalleeAddress(keyOrFile: folder.path + "/none") }
        for url in ["http://cps.example", "https://", "https://a/b", "https://u@a", "https://a?b", "cps.example"] {
            #expect(throws: CPSClientError.malformedServiceURL) {
                try CalleeAddress(publicKey: address.publicKey, service: url)
            }
        }
    }

    @Test("Damaged key files are refused and never something else")
    func fuzz() throws {
        var random = SeededGenerator(seed: 2)
        let texts = [
            try CalleeKeyFile(key, passphrase: nil).text, try CalleeAddress(publicKey: key.privateKey.publicKey).text,
        ]
        var refused = 0
        for round in 0..<1000 {
            let text = String(decoding: random.mutation(of: Array(texts[round % 2].utf8)), as: UTF8.self)
            do throws(CPSClientError) {
                _ = try CalleeKeyFile(text: text).key(passphrase: nil)
            } catch {
                refused += 1
            }
            if let address = try? CalleeAddress(text: text) { #expect(address.publicKey == key.privateKey.publicKey) }
        }
        #expect(refused > 900)
    }

    @Test("Keys print as redacted")
    func redacted() throws {
        let file = try CalleeKeyFile(key, passphrase: nil)
        let secret = hex(key.privateKey.exportSecretBytes())
        #expect(!"\(file) \(String(reflecting: file)) \(key)".contains(secret))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
