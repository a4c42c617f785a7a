internal import BlindTokens
internal import CallPlacement
internal import LMDBStore
internal import Sealing

extension HotPath {
    /// What the storage costs beside the cryptography of a request.
    static let lmdbStore: [HotPath] = [
        HotPath("place, one at a time", in: .lmdbStore, repetitions: 100) { circumstances in
            try await planted { storage, epoch, sealed in
                let recipient = try RecipientPrivateKey.generate().publicKey
                let requests = (0..<circumstances.count).map {
                    StorageInMemory.request(live + $0, to: recipient, sealed: sealed, epoch: epoch)
                }
                return { number in
                    guard case .placed = try await storage.place(requests[number]) else {
                        throw HotPathFailure("placing")
                    }
                }
            }
        },
        HotPath("sample and read 16 of 4 digits", in: .lmdbStore, repetitions: 100) { _ in
            try await planted { storage, _, _ in
                let prefixes = try (0..<live / StorageInMemory.rowLength).map {
                    try IndexPrefix(of: StorageInMemory.index($0 * StorageInMemory.rowLength), digits: 4)
                }
                return { number in
                    let sample = try storage.sample(prefixes[number % prefixes.count], atMost: 16)
                    guard try storage.read(sample).compactMap(\.self).count == 16 else {
                        throw HotPathFailure("reading what was sampled")
                    }
                }
            }
        },
        HotPath("look for a token's counter", in: .lmdbStore, repetitions: 500) { _ in
            try await planted { storage, epoch, sealed in
                let recipient = try RecipientPrivateKey.generate().publicKey
                let uses = (0..<live).map {
                    StorageInMemory.request($0, to: recipient, sealed: sealed, epoch: epoch).use
                }
                return { number in
                    guard try storage.hasCounter(for: uses[number % live]) else {
                        throw HotPathFailure("looking for a counter")
                    }
                }
            }
        },
    ]

    /// How many live while it is counted.
    private static let live = 512

    private static func planted(
        _ work: (LMDBStorage, EpochID, _ sealed: [UInt8]) throws -> @Sendable (Int) async throws -> Void
    ) async throws -> PreparedPath {
        let memory = try StorageInMemory()
        let epoch = try await memory.storage.open(publicKey: [], start: ServiceClock.system.wallSeconds()).id
        let sealed = [UInt8](repeating: 0x5a, count: SealedSize.standard.byteCount)
        let recipient = try RecipientPrivateKey.generate().publicKey
        for number in 0..<live {
            let request = StorageInMemory.request(number, to: recipient, sealed: sealed, epoch: epoch)
            guard case .placed = try await memory.storage.place(request) else { throw HotPathFailure("placing") }
        }
        return PreparedPath(try work(memory.storage, epoch, sealed), finish: { try await memory.remove() })
    }
}
