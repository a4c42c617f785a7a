import Foundation
import Secrets
import Testing

@Suite("Private file")
final class PrivateFileTests {
    private let folder: URL
    private let file: PrivateFile
    private let secret: GuardedBytes

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cps-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = PrivateFile(path: folder.appending(path: "key").path)
        secret = try GuardedBytes(copying: Array("a secret".utf8))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func mode() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    }

    private func setMode(_ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    @Test("is written whole, for its owner alone, and read back")
    func roundTrip() throws {
        try file.write(secret)
        #expect(try mode() == 0o600)
        #expect(try file.read().hasSameBytes(as: secret))
        #expect(try names() == ["key"])
    }

    @Test("is replaced in one step, and its mode mended")
    func replacing() throws {
        try file.write(sealed: [1, 2, 3])
        try setMode(0o644)
        try file.write(secret)
        #expect(try mode() == 0o600)
        #expect(try file.read().hasSameBytes(as: secret))
        #expect(try names() == ["key"])
    }

    @Test("may be empty")
    func empty() throws {
        try file.write(sealed: [])
        #expect(try file.read().count == 0)
    }

    @Test("is refused when anyone else has any permission", arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
    func wideMode(mode: Int) throws {
        try file.write(secret)
        try setMode(mode)
        let error = #expect(throws: SecretsError.fileTooOpen(file.path)) { try file.read() }
        #expect(error?.description.contains("chmod 600 \(file.path)") == true)
    }

    @Test("is read when its owner cannot write it", arguments: [0o600, 0o400])
    func narrowMode(mode: Int) throws {
        try file.write(secret)
        try setMode(mode)
        #expect(try file.read().hasSameBytes(as: secret))
    }

    @Test("is refused when it is larger than the reader expects")
    func tooLarge() throws {
        try file.write(secret)
        #expect(try file.read(upTo: 8).count == 8)
        #expect(throws: SecretsError.fileTooLarge(file.path)) { try file.read(upTo: 7) }
    }

    @Test("that is not there is named in the error")
    func missing() throws {
        let error = #expect(throws: SecretsError.cannotRead(file.path, reason: "")) { try file.read() }
        #expect(error?.description.contains(file.path) == true)
        #expect(throws: SecretsError.cannotWrite(file.path, reason: "")) { try file.remove() }
        let elsewhere = PrivateFile(path: folder.appending(path: "no/such/folder").path)
        #expect(throws: SecretsError.cannotWrite(elsewhere.path, reason: "")) { try elsewhere.write(secret) }
    }

    @Test("is never a folder")
    func notAFile() throws {
        let directory = PrivateFile(path: folder.path)
        #expect(throws: SecretsError.cannotRead(folder.path, reason: "")) { try directory.read() }
        #expect(throws: SecretsError.cannotWrite(folder.path, reason: "")) { try directory.write(secret) }
        #expect(try names().isEmpty)
    }

    @Test("is overwritten before it is removed")
    func removing() throws {
        try file.write(secret)
        // A second name for the same bytes shows what became of them.
        let second = folder.appending(path: "second").path
        try FileManager.default.linkItem(atPath: file.path, toPath: second)
        try file.remove()
        #expect(try names() == ["second"])
        let left = try #require(FileManager.default.contents(atPath: second))
        #expect(left == Data(count: secret.count))
    }
}
