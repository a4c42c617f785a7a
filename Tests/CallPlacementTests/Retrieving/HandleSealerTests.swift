import Sealing
import SeededRandomness
import StoreConformance
import Testing

@testable import CallPlacement

@Suite("Links")
struct HandleSealerTests {
    private let sealer = HandleSealer(key: [UInt8](repeating: 3, count: 32))
    private let now = BootInstant(nanoseconds: 1_000)
    private let later = BootInstant(nanoseconds: 2_000)
    private let id = PlacementID(rawValue: 0x0102_0304_0506_0708)
    private let prefix: IndexPrefix

    init() throws {
        prefix = try IndexPrefix(hex: "1f5")
    }

    private func opened(_ handle: String, under other: IndexPrefix? = nil, at moment: BootInstant? = nil) throws
        -> PlacementID?
    {
        try sealer.open(handle, under: other ?? prefix, at: moment ?? now)
    }

    @Test("leads where it was made for", arguments: [1, 2, 0x0102_0304_0506_0708, UInt64.max])
    func roundTrip(_ number: UInt64) throws {
        let handle = try sealer.handle(to: PlacementID(rawValue: number), until: later, under: prefix)
        #expect(handle.utf8.count == 64)
        #expect(try opened(handle) == PlacementID(rawValue: number))
        #expect(try sealer.open("/\(handle)".dropFirst(), under: prefix, at: now) == PlacementID(rawValue: number))
    }

    @Test("a dummy leads nowhere, and looks the same")
    func dummy() throws {
        let handle = try sealer.handle(to: nil, until: later, under: prefix)
        #expect(handle.utf8.count == 64)
        #expect(try opened(handle) == nil)
    }

    @Test("under another prefix it leads nowhere", arguments: ["1f", "1f5e", "1f6", "0"])
    func otherPrefix(_ hex: String) throws {
        let handle = try sealer.handle(to: id, until: later, under: prefix)
        #expect(try opened(handle, under: IndexPrefix(hex: hex)) == nil)
    }

    @Test("any character altered, it leads nowhere")
    func altered() throws {
        let handle = Array(try sealer.handle(to: id, until: later, under: prefix).utf8)
        for position in handle.indices {
            for character in "AQgw0-_z".utf8 where character != handle[position] {
                var altered = handle
                altered[position] = character
                #expect(try opened(String(decoding: altered, as: UTF8.self)) == nil)
            }
        }
    }

    @Test("it ends with its placement")
    func expired() throws {
        let handle = try sealer.handle(to: id, until: later, under: prefix)
        #expect(try opened(handle, at: BootInstant(nanoseconds: 1_999)) == id)
        #expect(try opened(handle, at: later) == nil)
        #expect(try opened(handle, at: BootInstant(nanoseconds: 3_000)) == nil)
    }

    @Test("another service's leads nowhere")
    func otherKey() throws {
        let other = HandleSealer(key: [UInt8](repeating: 4, count: 32))
        #expect(try opened(other.handle(to: id, until: later, under: prefix)) == nil)
    }

    @Test("what cannot be a link is malformed")
    func malformed() throws {
        let handle = try sealer.handle(to: id, until: later, under: prefix)
        let (first, rest) = (String(handle.dropLast()), String(handle.dropFirst()))
        let texts: [String] = [
            "", "A", first, "\(handle)A", "\(handle)=", "=\(rest)", "+\(rest)", "/\(rest)", " \(rest)", "\(first)\n",
            "é\(rest.dropFirst())", "\u{212A}\(rest.dropFirst(2))", String(repeating: "=", count: 64),
        ]
        for text in texts {
            #expect(throws: MalformedHandle.self) { try opened(text) }
        }
    }

    @Test("no two links to one placement are the same")
    func fresh() throws {
        let handles = try (0..<200).map { _ in try sealer.handle(to: id, until: later, under: prefix) }
        #expect(Set(handles).count == 200)
        #expect(Set(handles.map { $0.prefix(22) }).count == 200)
        #expect(try handles.allSatisfy { try opened($0) == id })
    }

    @Test("the location of a store is the same each time, and another for another")
    func location() throws {
        let index = try SampleRequests.index(1)
        let whole = try IndexPrefix(of: index, digits: 64)
        let reference = PlacementReference(id: id, index: index, expiry: later, pending: 1)
        let first = try sealer.location(of: reference, under: whole)
        #expect(try sealer.location(of: reference, under: whole) == first)
        #expect(try opened(first, under: whole) == id)
        let next = PlacementReference(
            id: PlacementID(rawValue: id.rawValue + 1), index: index, expiry: later, pending: 1)
        #expect(try sealer.location(of: next, under: whole).prefix(22) != first.prefix(22))
    }

    @Test("random links are malformed or lead nowhere")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 2)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        for _ in 0..<1000 {
            let characters = (0..<64).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] }
            #expect(try opened(String(decoding: characters, as: UTF8.self)) == nil)
        }
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0...70, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(throws: MalformedHandle.self) { try opened(String(decoding: bytes, as: UTF8.self)) }
        }
    }
}
