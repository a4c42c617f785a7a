import CallPlacement
import Foundation
import SeededRandomness
import Testing

@testable import LMDBStore

@Suite struct LiveUsesTests {
    /// The slow and obvious way to do the same.
    private struct Model {
        var live: [(id: UInt64, digest: UInt64, key: UInt64)] = []
    }

    private static func key(_ number: UInt64) -> UseKey { UseKey(words: (number, number &+ 1)) }
    private static func digest(_ number: UInt64) -> RequestDigest { RequestDigest(words: (number, 0, 1, number)) }

    /// With and without room from the start, so that it also grows while there is something in it.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func agreesWithTheObviousModel(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var uses = LiveUses(capacity: seed.isMultiple(of: 2) ? 0 : 1000)
        var model = Model()
        for id in 1...3000 as ClosedRange<UInt64> {
            let (key, digest) = (
                UInt64.random(in: 0..<200, using: &generator), UInt64.random(in: 0..<5, using: &generator)
            )
            uses.insert(PlacementID(rawValue: id), digest: Self.digest(digest), under: Self.key(key))
            model.live.append((id, digest, key))
            if Int.random(in: 0..<(id < 1500 ? 20 : 5), using: &generator) == 0 {
                let last = UInt64.random(in: model.live[0].id - 1...id, using: &generator)
                uses.remove(through: PlacementID(rawValue: last))
                model.live.removeAll { $0.id <= last }
            }
            #expect(uses.count == model.live.count)
            let asked = UInt64.random(in: 0..<200, using: &generator)
            let earlier = uses.earlier(Self.key(asked), Self.digest(digest))
            let expected = model.live.filter { $0.key == asked }
            #expect(earlier.count == expected.count)
            #expect(expected.contains { $0.digest == digest } == (earlier.same != nil))
            if let same = earlier.same {
                #expect(expected.contains { $0.id == same.rawValue && $0.digest == digest })
            }
        }
    }

    /// What has been forgotten is nowhere in the value's memory.
    @Test func nothingIsKeptOfWhatIsForgotten() {
        var uses = LiveUses(capacity: 100)
        let secret = UseKey(words: (0x5ec2_e75e_c2e7_5ec2, 0x1122_3344_5566_7788))
        let digest = RequestDigest(words: (0x0d16_e570_d16e_570d, 3, 4, 5))
        uses.insert(PlacementID(rawValue: 1), digest: digest, under: secret)
        uses.insert(PlacementID(rawValue: 2), digest: Self.digest(2), under: Self.key(2))
        #expect("\(uses)".contains("\(secret.words.0)") && "\(uses)".contains("\(digest.words.0)"))
        uses.remove(through: PlacementID(rawValue: 1))
        #expect(!"\(uses)".contains("\(secret.words.0)") && !"\(uses)".contains("\(digest.words.0)"))
        #expect(uses.earlier(secret, digest).count == 0)
        #expect(uses.earlier(Self.key(2), Self.digest(2)).same == PlacementID(rawValue: 2))
    }
}
