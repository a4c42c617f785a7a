import Sealing
import ServiceHarness
import Testing

extension OneDeployment {
    /// Every answer to a poll has the same form and size, and none repeats a byte of another.
    @Suite struct SameAnswers {
        private static let entries = 4

        /// Polls that ask the same of indexes with nothing, with one, and with more than fits.
        private func answers(_ request: (Recipient) -> RawRequest) async throws -> [RawResponse] {
            let server = try RunningServer.current()
            let recipients = [try Recipient(), try Recipient(), try Recipient()]
            let tokens = try await server.tokens(4)
            #expect(try await server.ask(StoreOrder(to: recipients[1], with: tokens[0]).request).status == 201)
            for token in tokens.dropFirst() {
                for _ in 0..<2 {
                    #expect(try await server.ask(StoreOrder(to: recipients[2], with: token).request).status == 201)
                }
            }
            var answers: [RawResponse] = []
            for recipient in recipients + recipients {
                answers.append(try await server.ask(request(recipient)))
            }
            return answers
        }

        @Test(arguments: [1, 4, 64])
        func batches(digits: Int) async throws {
            let answers = try await answers { .poll(String($0.index.prefix(digits)), entries: Self.entries) }
            #expect(Set(answers.map(\.shape)).count == 1)
            #expect(answers[0].status == 200)
            #expect(answers[0].body.count == 35 + Self.entries * (StoreOrder.sealedByteCount + 24))
            let blocks = answers.flatMap { Self.blocks($0.body) }
            #expect(blocks.count == 6 * (answers[0].body.count / 16))
            #expect(Set(blocks).count == blocks.count)
            // Counted from the beginning of every entry as well, where a stored ciphertext would stand.
            let entryBlocks = answers.flatMap { answer in
                (0..<Self.entries).flatMap { Self.blocks(Array(answer.body.dropFirst(35 + $0 * 2072).prefix(2072))) }
            }
            #expect(Set(entryBlocks).count == entryBlocks.count)
        }

        @Test(arguments: [1, 4, 64])
        func links(digits: Int) async throws {
            let answers = try await answers { .links(String($0.index.prefix(digits)), entries: Self.entries) }
            #expect(Set(answers.map(\.shape)).count == 1)
            #expect(answers[0].status == 200)
            #expect(answers[0].only("content-type") == "application/json")
            let handles = try answers.flatMap { try Link.all(in: $0) }.map(\.handle)
            #expect(handles.count == 6 * Self.entries)
            #expect(handles.allSatisfy { $0.utf8.count == 64 })
            #expect(Set(handles.flatMap { Self.blocks(Array($0.utf8)) }).count == handles.count * 4)
        }

        @Test func pollingAgainFindsTheRest() async throws {
            let server = try RunningServer.current()
            let recipient = try Recipient()
            var orders: [StoreOrder] = []
            for token in try await server.tokens(3) {
                let order = StoreOrder(to: recipient, with: token)
                #expect(try await server.ask(order.request).status == 201)
                orders.append(order)
            }
            var found: Set<[UInt8]> = []
            try await eventually("all three were returned") {
                let answer = try await server.poll(recipient.index, entries: 1)
                let opened = try recipient.opened(answer, entries: 1)
                #expect(opened.map(\.pending) == [3])
                found.formUnion(opened.map(\.passport.bytes))
                return found.count == 3
            }
            #expect(found == Set(orders.map(\.sealed)))
        }

        @Test(arguments: [1, 4, 63, 64])
        func anyPrefixFindsIt(digits: Int) async throws {
            let server = try RunningServer.current()
            let order = StoreOrder(to: try Recipient(), with: try await server.token())
            #expect(try await server.ask(order.request).status == 201)
            let prefix = String(order.index.prefix(digits))
            // Others share a short prefix, and the choice is random: so it may take more than one poll.
            try await eventually("it was returned") {
                let answer = try await server.poll(prefix, entries: 256)
                return try order.recipient.open(answer, entries: 256) == [order.sealed]
            }
        }

        private static func blocks(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            stride(from: 0, through: bytes.count - 16, by: 16).map { bytes[$0..<$0 + 16] }
        }
    }
}
