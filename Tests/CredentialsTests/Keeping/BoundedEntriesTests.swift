import Testing

@testable import Credentials

@Suite("Entries within bounds")
struct BoundedEntriesTests {
    private func entry(_ value: Int, bytes: Int = 1, held: Bool = false) -> BoundedEntries<Int>.Entry {
        .init(value: value, bytes: bytes, validity: 0..<100, refreshFrom: 75, isHeld: held)
    }

    @Test func leastUsedMakesRoom() {
        var entries = BoundedEntries<Int>(entries: 3, bytes: 1000)
        for value in 1...3 { entries.put(entry(value), for: "\(value)") }
        _ = entries.use("1", at: 0)
        entries.put(entry(4), for: "4")
        #expect(Set(entries.entries.keys) == ["1", "3", "4"])
        #expect(entries.bytes == 3)
    }

    @Test func bytesAreBounded() {
        var entries = BoundedEntries<Int>(entries: 10, bytes: 100)
        entries.put(entry(1, bytes: 60), for: "1")
        entries.put(entry(2, bytes: 40), for: "2")
        entries.put(entry(3, bytes: 50), for: "3")
        #expect(Set(entries.entries.keys) == ["2", "3"])
        entries.put(entry(4, bytes: 101), for: "4")
        #expect(Set(entries.entries.keys) == ["2", "3"])
        entries.put(entry(3, bytes: 10), for: "3")
        #expect(entries.bytes == 50)
    }

    @Test func strangersDoNotPushOutWhatIsHeld() {
        var entries = BoundedEntries<Int>(entries: 3, bytes: 1000)
        entries.put(entry(0, held: true), for: "held")
        for value in 1...50 { entries.put(entry(value), for: "\(value)") }
        #expect(Set(entries.entries.keys) == ["held", "49", "50"])
        for value in 1...5 { entries.put(entry(value, held: true), for: "h\(value)") }
        #expect(Set(entries.entries.keys) == ["h3", "h4", "h5"])
        entries.put(entry(9), for: "9")
        #expect(entries.entries["9"] == nil)
    }

    /// A clock that was put back does not make an entry live longer.
    @Test func onlyWithinItsTime() {
        var entries = BoundedEntries<Int>(entries: 3, bytes: 10)
        entries.put(.init(value: 1, bytes: 1, validity: 50..<60, refreshFrom: 55, isHeld: false), for: "1")
        #expect(entries.use("1", at: 59)?.value == 1)
        #expect(entries.use("1", at: 60) == nil)
        entries.put(.init(value: 1, bytes: 1, validity: 50..<60, refreshFrom: 55, isHeld: false), for: "1")
        #expect(entries.use("1", at: 49) == nil)
        #expect(entries.entries.isEmpty && entries.bytes == 0)
    }
}
