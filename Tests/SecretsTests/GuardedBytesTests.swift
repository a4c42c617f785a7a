import Secrets
import Testing

@Suite("Guarded memory")
struct GuardedBytesTests {
    @Test("holds what was copied or filled in", arguments: [0, 1, 32, 5000])
    func holds(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let secret = try GuardedBytes(copying: bytes)
        #expect(secret.count == count)
        #expect(unsafe secret.withUnsafeBytes { unsafe Array($0) } == bytes)
        let filled = try unsafe GuardedBytes(count: count) { buffer in
            unsafe buffer.copyBytes(from: bytes)
            return true
        }
        #expect(filled.hasSameBytes(as: secret))
    }

    @Test("is refused when it could not be filled in")
    func failedFill() {
        #expect(throws: SecretsError.unavailable) { try unsafe GuardedBytes(count: 32) { _ in false } }
    }

    @Test("is random where random is asked for")
    func random() throws {
        let first = try GuardedBytes.random(count: 32)
        #expect(!first.hasSameBytes(as: try GuardedBytes.random(count: 32)))
        #expect(!first.hasSameBytes(as: try GuardedBytes.random(count: 31)))
        #expect(first.hasSameBytes(as: first))
    }

    @Test("prints as redacted, by every way of printing")
    func redacted() throws {
        let secret = try GuardedBytes(copying: Array("opensesame".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(text.contains("redacted"))
            #expect(!text.contains("opensesame"))
            #expect(!text.contains("111"))
        }
    }

    @Test("is read by many tasks at once")
    func sharing() async throws {
        let secret = try GuardedBytes(copying: [UInt8](repeating: 7, count: 64))
        let sums = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask { unsafe secret.withUnsafeBytes { unsafe $0.reduce(0) { $0 + Int($1) } } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums == [Int](repeating: 448, count: 64))
    }
}
