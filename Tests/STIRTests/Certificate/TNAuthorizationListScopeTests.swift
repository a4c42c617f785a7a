import STIR
import SeededRandomness
import Testing

@Suite("Scope of delegation (RFC 9060 section 4)")
struct TNAuthorizationListScopeTests {
    /// `c:` a code, `n:` a number, `r:start/count` a range, separated by spaces.
    private func list(_ text: String) throws -> TNAuthorizationList {
        try TNAuthorizationList(
            text.split(separator: " ").map { entry in
                let value = String(entry.dropFirst(2))
                switch entry.first {
                case "c": return .provider(try ServiceProviderCode(value))
                case "n": return .one(try TelephoneNumber(digits: value))
                default:
                    let parts = value.split(separator: "/")
                    return .range(
                        try TelephoneNumberRange(
                            start: TelephoneNumber(digits: parts[0]), count: try #require(UInt64(parts[1]))))
                }
            })
    }

    @Test(arguments: [
        // The example of section 4.
        ("r:12125551000/1000", "r:12125551500/100"), ("r:12125551000/1000", "n:12125551824"),
        ("n:1 n:2 r:3/3", "r:1/5"), ("r:10/20 r:20/30", "r:15/30"), ("n:*67", "n:*67"), ("c:709J", "c:709J"),
        ("c:709J", "r:12125551500/100"), ("c:709J c:123A", "c:123A n:911"), ("r:1000/100 n:5", "n:5 r:1050/50"),
    ])
    func encompassed(parent: String, child: String) throws {
        #expect(try list(parent).encompasses(list(child)))
    }

    @Test(arguments: [
        ("r:12125551000/1000", "r:12125551500/501"), ("r:12125551000/1000", "n:12125552000"),
        ("r:12125551000/1000", "n:2125551500"), ("n:1 n:3", "r:1/3"), ("r:10/20 r:31/20", "r:15/30"),
        ("n:*67", "n:*68"), ("n:67", "n:*67"), ("c:709J", "c:123A"), ("r:12125551000/1000", "c:709J"),
        ("n:911", "n:911 n:912"),
    ])
    func notEncompassed(parent: String, child: String) throws {
        #expect(try !list(parent).encompasses(list(child)))
    }

    /// Against a slow and obvious rule: every number that the child names, the parent names.
    @Test func agreesWithCounting() throws {
        var generator = SeededGenerator(seed: 7)
        let random = { (generator: inout SeededGenerator) throws -> TNAuthorizationList in
            try TNAuthorizationList(
                (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                    let start = try TelephoneNumber(digits: String(Int.random(in: 10...60, using: &generator)))
                    return Bool.random(using: &generator)
                        ? .one(start)
                        : .range(try TelephoneNumberRange(start: start, count: .random(in: 2...30, using: &generator)))
                })
        }
        let numbers = try (10...99).map { try TelephoneNumber(digits: String($0)) }
        var encompassed = 0
        for _ in 0..<3000 {
            let (parent, child) = (try random(&generator), try random(&generator))
            let expected = numbers.allSatisfy { !child.names($0) || parent.names($0) }
            #expect(parent.encompasses(child) == expected)
            encompassed += expected ? 1 : 0
        }
        #expect((100..<2900).contains(encompassed))
    }
}
