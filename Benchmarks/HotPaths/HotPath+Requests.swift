internal import BlindTokens
internal import CallPlacement
internal import Hummingbird
internal import LMDBStore
internal import Sealing

extension HotPath {
    /// Whole requests, from the head of the request to the last byte of the answer, without HTTP's encoding and TLS.
    ///
    /// They are answered on an event loop, as the service answers them.
    static let requests: [HotPath] = [
        HotPath("store with a fresh token", in: .requests, repetitions: 40) { circumstances in
            let service = try await ServiceInProcess()
            var stores: [Request] = []
            for _ in 0..<circumstances.count { stores.append(try service.store(with: await service.token())) }
            return placing(stores, at: service)
        },
        HotPath("store with a token seen before", in: .requests, repetitions: 40) { circumstances in
            let service = try await ServiceInProcess()
            var (stores, held) = ([Request](), try await service.token())
            let uses = StorageInMemory.limits.uses - 1
            for number in 0..<circumstances.count {
                if number.isMultiple(of: uses) {
                    held = try await service.token()
                    try await service.answer(try service.store(with: held), expecting: .created, byteCount: 0)
                }
                stores.append(try service.store(with: held))
            }
            return placing(stores, at: service)
        },
        HotPath("poll of 16, nothing live", in: .requests, repetitions: 100) { circumstances in
            try await polling(live: 0, answers: .whenReady, in: circumstances)
        },
        HotPath("poll of 16, 8 live", in: .requests, repetitions: 40) { circumstances in
            try await polling(live: 8, answers: .whenReady, in: circumstances)
        },
        HotPath("poll of 16, nothing live, answered on time", in: .requests, repetitions: 10) { circumstances in
            try await polling(live: 0, answers: .onTime(margin: circumstances.releaseMargin), in: circumstances)
        },
        HotPath("poll of 16, 8 live, answered on time", in: .requests, repetitions: 10) { circumstances in
            try await polling(live: 8, answers: .onTime(margin: circumstances.releaseMargin), in: circumstances)
        },
    ]

    private static func placing(_ stores: [Request], at service: ServiceInProcess) -> PreparedPath {
        PreparedPath {
            try await service.answer(stores[$0], expecting: .created, byteCount: 0)
        } at: {
            try await service.onLoop($0)
        } finish: {
            try await service.end()
        }
    }

    /// Polls of four digits under which so many recipients have something, each of which every answer must hold.
    private static func polling(
        live: Int, answers: ServiceInProcess.Release, in circumstances: Circumstances
    ) async throws -> PreparedPath {
        let service = try await ServiceInProcess(answering: answers)
        var last: RecipientPrivateKey?
        for number in 0..<live {
            let key = try RecipientPrivateKey.generate()
            let entry = try LiveEntry.example(to: key)
            last = key
            let request = StorageInMemory.request(
                number, to: entry.recipient, sealed: entry.sealed, epoch: service.epoch)
            guard case .placed = try await service.memory.storage.place(request) else {
                throw HotPathFailure("placing")
            }
        }
        let poll = service.poll(try IndexPrefix(of: StorageInMemory.index(0), digits: 4).hex)
        let (byteCount, kept) = (SealedSize.standard.batchByteCount(entries: 16), KeptAnswers())
        return PreparedPath { _ in
            kept.add(try await service.answer(poll, expecting: .ok, byteCount: byteCount))
        } at: {
            try await service.onLoop($0)
        } finish: { [last] in
            // Looked at when nothing is counted any more. An answer of dummies alone, which costs less, looks the same to
            // everyone but a recipient.
            if let last { try kept.check(all: circumstances.isCounted) { try holdsEntry(for: last, $0) } }
            try await service.end()
        }
    }

    private static func holdsEntry(for key: RecipientPrivateKey, _ batch: [UInt8]) throws -> Bool {
        try BatchOpener(key: key, size: .standard).open(batch, entries: 16).count == 1
    }
}
