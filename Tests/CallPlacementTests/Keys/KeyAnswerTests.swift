import KeyDirectory
import STIR
import StoreConformance
import Testing

@testable import CallPlacement

@Suite("Answers of the key directory")
struct KeyAnswerTests {
    @Test func bucketsAreOfOneSizeFullOrEmpty() async throws {
        let fixture = try await DirectoryFixture()
        let number = try TelephoneNumber(digits: "12155551213")
        let bucket = try NumberBucket(of: number, digits: 2)
        let party = try fixture.party([.one(number)])
        #expect(try fixture.directory.answer(about: bucket)?.count == KeyBindingList.smallestClass)
        try await fixture.publish(party, [.one(number)])
        #expect(try fixture.directory.answer(about: bucket)?.count == KeyBindingList.smallestClass)
        for digits in [1, 3, 4] {
            let other = try NumberBucket(of: number, digits: digits)
            #expect(try fixture.directory.answer(about: other) == nil, "another length narrows a number down")
        }
    }

    @Test func rangeIsInTheBucketOfEveryNumberOrInTheBroadList() async throws {
        let fixture = try await DirectoryFixture()
        let start = try TelephoneNumber(digits: "12155551000")
        let party = try fixture.party([.range(TelephoneNumberRange(start: start, count: 1000))])
        let broadest = ListedBinding.broadest(digits: 2)
        #expect(broadest == 64)
        let small = BoundNumbers.range(try TelephoneNumberRange(start: start, count: broadest))
        try await fixture.publish(party, [small])
        for number in small.all { #expect(try fixture.given(number) == [1]) }
        #expect(try fixture.directory.broadBindings().pieces.count == 1)
        let buckets = try Set(small.all.map { try NumberBucket(of: $0, digits: 2) })
        for bucket in buckets {
            let answer = try #require(try fixture.directory.answer(about: bucket))
            #expect(try KeyBindingList.decode(answer).count == 1)
        }

        let large = BoundNumbers.range(try TelephoneNumberRange(start: start, count: broadest + 1))
        try await fixture.publish(party, [large], sequence: 2)
        for number in large.all { #expect(try fixture.given(number) == [2]) }
        #expect(try fixture.directory.broadBindings().pieces.count == 2)
        for bucket in buckets {
            let answer = try #require(try fixture.directory.answer(about: bucket))
            #expect(try KeyBindingList.decode(answer).isEmpty)
        }
    }

    @Test func entityTagChangesWithTheContentAndOnlyThen() async throws {
        let fixture = try await DirectoryFixture()
        let number = try TelephoneNumber(digits: "12155551213")
        let party = try fixture.party([.one(number)])
        let empty = try fixture.directory.everything()
        try await fixture.publish(party, [.one(number)])
        let full = try fixture.directory.everything()
        #expect(full.entityTag != empty.entityTag)
        #expect(try fixture.directory.everything().entityTag == full.entityTag)
        let texts = try KeyBindingList.decode(full.pieces.flatMap(\.self))
        #expect(KeyBindingList.entityTag(of: texts) == full.entityTag)
        #expect(full.byteCount == full.pieces.flatMap(\.self).count)
        #expect(try await fixture.restarted().everything().entityTag == full.entityTag)
        try await fixture.withdraw(party, sequence: 1)
        #expect(try fixture.directory.everything().entityTag == empty.entityTag)
    }
}
