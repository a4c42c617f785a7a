internal import BlindTokens
internal import Foundation
internal import Sealing
internal import ServiceHarness

/// Somebody who is called: not at all, once, as often as an answer has entries, and more often.
///
/// They differ in the first digit of their index, so that prefixes of every length keep them apart.
struct ShapeScene: Sendable {
    /// How often somebody is called.
    enum Calls: Int, CaseIterable, Sendable {
        case none
        case one
        case full
        case more

        var name: String {
            switch self {
            case .none: "no call"
            case .one: "one call"
            case .full: "as many calls as entries"
            case .more: "more calls than entries"
            }
        }
    }

    /// Entries that are asked for.
    let entries: Int
    /// The most that are asked for.
    let largest: Int
    /// Digits of the prefixes that are asked for.
    let lengths: [Int]
    let called: [Calls: Recipient]
    /// Links that lead somewhere, and links that do not, all under the whole index of the one who is called more often.
    let links: [String: [String]]

    /// Stores what the scene needs.
    init(on server: RunningServer, entries: Int, largest: Int, lengths: [Int]) async throws {
        var called: [Calls: Recipient] = [:]
        for calls in Calls.allCases { called[calls] = try Self.recipient(firstDigit: "\(calls.rawValue)") }
        self.entries = entries
        self.largest = largest
        self.lengths = lengths
        self.called = called
        var locations: [String] = []
        for calls in Calls.allCases {
            guard let recipient = called[calls] else { continue }
            let count = [0, 1, entries, 2 * entries][calls.rawValue]
            for token in try await server.tokens((count + 1) / 2) where count > 0 {
                for _ in 0..<(count == 1 ? 1 : 2) {
                    let answer = try await server.ask(StoreOrder(to: recipient, with: token).request)
                    guard answer.status == 201 else { throw HarnessError.unexpectedStatus(answer.status) }
                    if calls == .more { locations += answer.only("location").map { [$0] } ?? [] }
                }
            }
        }
        guard let most = called[.more], let none = called[.none] else { throw HarnessError.noDeployment }
        let random = (0..<48).map { _ in UInt8.random(in: .min ... .max) }
        let madeUp = Data(random).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        let dummies = await Self.links(on: server, under: none.index, entries: entries)
        links = [
            "of a PASSporT, from its store": locations,
            "of a PASSporT, from a list": await Self.links(on: server, under: most.index, entries: entries),
            "of a dummy": dummies,
            "of another prefix": dummies.map { $0.replacing(none.index, with: most.index) },
            "made up": ["/cps/\(most.index)/ppts/\(madeUp)"],
        ]
    }

    /// The links of one answer; none where they cannot be read, which the questions about lists see as well.
    static func links(on server: RunningServer, under prefix: String, entries: Int) async -> [String] {
        guard let answer = try? await server.ask(.links(prefix, entries: entries)),
            let object = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: [String]]
        else { return [] }
        return object["ppts"] ?? []
    }

    private static func recipient(firstDigit: String) throws -> Recipient {
        while true {
            let recipient = try Recipient()
            if recipient.index.hasPrefix(firstDigit) { return recipient }
        }
    }
}
