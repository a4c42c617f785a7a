import ServiceHarness
import Testing

extension OneDeployment {
    /// What links lead to: the same kind of answer always, and a PASSporT only by the right one.
    @Suite struct Links {
        @Test func exactlyOneLinkLeadsToThePassport() async throws {
            let server = try RunningServer.current()
            let (recipient, other) = (try Recipient(), try Recipient())
            let order = StoreOrder(to: recipient, with: try await server.token())
            let stored = try await server.ask(order.request)
            #expect(stored.status == 201)
            let links = try Link.all(in: try await server.ask(.links(recipient.index, entries: 8)))
            #expect(links.count == 8)
            #expect(links.allSatisfy { $0.path.hasPrefix("/cps/\(recipient.index)/ppts/") })

            var shapes: Set<AnswerShape> = []
            var live: [Link] = []
            for link in links {
                let answer = try await server.ask(.follow(link.path))
                shapes.insert(answer.shape)
                if try recipient.open(answer, entries: 1) == [order.sealed] { live.append(link) }
            }
            #expect(live.count == 1)
            let handle = try #require(live.first).handle

            // Altered at every kind of place, of another index, and made up: 200, and nothing in it.
            var useless = [0, 25, 63].map { "/cps/\(recipient.index)/ppts/\(handle.altered(at: $0))" }
            useless.append("/cps/\(other.index)/ppts/\(handle)")
            useless.append("/cps/\(recipient.index.prefix(63))/ppts/\(handle)")
            useless.append("/cps/\(recipient.index)/ppts/\(String(repeating: "A", count: 64))")
            for path in useless {
                let answer = try await server.ask(.follow(path))
                shapes.insert(answer.shape)
                #expect(try recipient.open(answer, entries: 1).isEmpty)
            }

            // The link of the store's own answer leads there too.
            let location = try await server.ask(.follow(try #require(stored.only("location"))))
            shapes.insert(location.shape)
            #expect(try recipient.open(location, entries: 1) == [order.sealed])
            #expect(shapes.count == 1)
            #expect(shapes.first?.status == 200)
            #expect(shapes.first?.bodyLength == 35 + 2072)
        }
    }
}

extension String {
    /// The same with another character of base64url at one place.
    fileprivate func altered(at position: Int) -> String {
        var characters = Array(self)
        characters[position] = characters[position] == "A" ? "B" : "A"
        return String(characters)
    }
}
