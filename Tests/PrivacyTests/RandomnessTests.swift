import Adversaries
import Foundation
import Mutants
import Sealing
import Testing

@Suite(.takingTurns) struct RandomnessTests {
    @Test func upheld() async throws {
        expectUpheld(try await RandomnessAttack(byteCount: 1_500_000).run())
    }

    @Test(arguments: mutants(of: Mutant.sealing, breaking: .randomToTheEye))
    func caught(_ mutant: Mutant) async throws {
        expectCaught(
            mutant, by: .randomToTheEye, try await RandomnessAttack(byteCount: 200_000).run(changing: mutant.change))
    }

    @Test(arguments: RandomnessAttack.Kind.allCases)
    func streams(_ kind: RandomnessAttack.Kind) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "stream-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await RandomnessAttack(byteCount: 40_000).write(kind, to: path)
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.count == 2 * 16 * 2072)
        #expect(Set(bytes).count == 256)
    }

    @Test func publicKeysAreTold() throws {
        let check = try EphemeralKeyCheck()
        for _ in 0..<50 {
            let key = try RecipientPrivateKey.generate().publicKey
            #expect(try check.canBePublicKey(key.bytes))
        }
        // The base point; a point whose order has a factor of eight; one on the twist; the base point written in two
        // other ways.
        func small(_ u: UInt8) -> [UInt8] { [u] + [UInt8](repeating: 0, count: 31) }
        #expect(try check.canBePublicKey(small(9)))
        #expect(try check.isOnCurve(small(6)))
        #expect(try !check.canBePublicKey(small(6)))
        #expect(try !check.isOnCurve(small(2)))
        #expect(try !check.isOnCurve([0xf6] + [UInt8](repeating: 0xff, count: 30) + [0x7f]))
        #expect(try !check.isOnCurve(small(9).dropLast() + [0x80]))
    }
}
