import BlindTokens
import Foundation
import ServiceHarness
import Testing

extension OneDeployment {
    /// Correct stores with one character or byte altered, over real connections: no such store is taken.
    @Suite struct ForgeriesOverTLS {
        private static let connections = 8
        private static let cases = 2400

        @Test func noneIsTaken() async throws {
            let server = try RunningServer.current()
            let tokens = try await server.tokens(Self.connections)
            let statuses = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
                for token in tokens {
                    group.addTask { try await Self.attack(with: token, Self.cases / Self.connections, at: server) }
                }
                return try await group.reduce(into: [:]) { all, some in all.merge(some) { $0 + $1 } }
            }
            #expect(statuses.values.reduce(0, +) == Self.cases)
            #expect(statuses.keys.allSatisfy { (400..<500).contains($0) }, "\(statuses)")
            print("forgeries over TLS: \(Self.cases) cases refused, by status \(statuses.sorted { $0.key < $1.key })")
        }

        /// Alters a new store each time. At the end the last one is taken as it was, so the alterations were all that was
        /// wrong, and no use was lost to them.
        private static func attack(
            with token: HeldToken, _ count: Int, at server: RunningServer
        ) async throws -> [Int: Int] {
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                var statuses: [Int: Int] = [:]
                for number in 0..<count {
                    let order = StoreOrder(to: try Recipient(), with: token)
                    let status = try await connection.exchange(altered(order.request, number)).status
                    statuses[status, default: 0] += 1
                }
                for use in 1...9 {
                    let order = StoreOrder(to: try Recipient(), with: token)
                    #expect(try await connection.exchange(order.request).status == (use <= 8 ? 201 : 429))
                }
                return statuses
            }
        }

        /// A request with another character in its path or one of its fields, or another byte in its body.
        private static func altered(_ request: RawRequest, _ number: Int) -> RawRequest {
            var request = request
            let names = ["authorization", "content-digest", "signature-input", "signature", "content-type"]
            switch number % (names.count + 2) {
            case names.count: request.body[Int.random(in: request.body.indices)] ^= 1 << UInt8.random(in: 0..<8)
            case names.count + 1:
                let place = 5 + Int.random(in: 0..<64)
                request.target = replacing(place, of: request.target, with: "0123456789abcdef")
            case let field:
                let value = request.fields.first { $0.name == names[field] }?.value ?? ""
                // Neither a blank nor a control character, which HTTP itself would take away.
                let alphabet = (33...126).map { Character(UnicodeScalar(UInt8($0))) }
                request = request.with(
                    names[field], replacing(Int.random(in: 0..<value.count), of: value, with: String(alphabet)))
            }
            return request
        }

        private static func replacing(_ place: Int, of text: String, with alphabet: String) -> String {
            var characters = Array(text)
            characters[place] = alphabet.filter { $0 != characters[place] }.randomElement() ?? "~"
            return String(characters)
        }
    }
}
