internal import BlindTokens
internal import CallPlacement
internal import Hummingbird
internal import LMDBStore
internal import Sealing

extension HotPath {
    /// Whole requests, from the head of the request to the last byte of the answer, without HTTP's encoding and TLS.
    static let requests: [HotPath] = [
        HotPath("store with a fresh token", in: .requests, repetitions: 40) { count in
            let service = try await ServiceInProcess()
            var stores: [Request] = []
            for _ in 0..<count { stores.append(try service.store(with: await service.token())) }
            return placing(stores, at: service)
        },
        HotPath("store with a token seen before", in: .requests, repetitions: 40) { count in
            let service = try await ServiceInProcess()
            var (stores, held) = ([Request](), try await service.token())
            let uses = StorageInMemory.limits.uses - 1
            for number in 0..<count {
                if number.isMultiple(of: uses) {
                    held = try await service.token()
                    try await service.answer(try service.store(with: held), expecting: .created, byteCount: 0)
                }
                stores.append(try service.store(with: held))
            }
            return placing(stores, at: service)
        },
        HotPath("poll of 16, nothing live", in: .requests, repetitions: 100) { _ in
            try await polling(live: 0)
        },
        HotPath("poll of 16, 8 live", in: .requests, repetitions: 40) { _ in
            try await polling(live: 8)
        },
    ]

    private static func placing(_ stores: [Request], at service: ServiceInProcess) -> PreparedPath {
        PreparedPath {
            try await service.answer(stores[$0], expecting: .created, byteCount: 0)
        } finish: {
            try await service.end()
        }
    }

    /// Polls of four digits under which so many recipients have something, which the last of them finds.
    private static func polling(live: Int) async throws -> PreparedPath {
        let service = try await ServiceInProcess()
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
        if let last {
            // An answer of dummies alone looks the same to everyone else.
            let found = try BatchOpener(key: last, size: .standard).open(
                await service.bytes(answering: poll), entries: 16)
            guard found.count == 1 else { throw HotPathFailure("finding what is live") }
        }
        let byteCount = SealedSize.standard.batchByteCount(entries: 16)
        return PreparedPath { _ in
            try await service.answer(poll, expecting: .ok, byteCount: byteCount)
        } finish: {
            try await service.end()
        }
    }
}
