internal import CallPlacement

/// Places PASSporTs of the ``Population`` through the interface that the service uses, many at once.
struct Planter: Sendable {
    let storage: any PlacementStore
    let epoch: EpochID
    let sealedSize: Int

    /// Makes requests for PASSporTs of these numbers.
    ///
    /// - Parameter usesPerToken: how many of them one token pays for; the first is paid with token number `firstToken`.
    func requests(
        _ numbers: Range<Int>, firstToken: Int, usesPerToken: Int = 1
    ) throws -> [PlacementRequest] {
        let sealed = [UInt8](repeating: 0x5a, count: sealedSize)
        return try numbers.map { number in
            try Population.request(
                number, sealed: sealed, token: firstToken + (number - numbers.lowerBound) / usesPerToken, epoch: epoch)
        }
    }

    /// Places all of them, `concurrency` at a time.
    func place(_ requests: [PlacementRequest], concurrency: Int) async throws {
        let storage = storage
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<concurrency {
                group.addTask {
                    for place in stride(from: first, to: requests.count, by: concurrency) {
                        guard case .placed = try await storage.place(requests[place]) else {
                            throw StorageFailure.notPlaced
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Plants many, in parts, so that requests do not fill the memory.
    func plant(_ numbers: Range<Int>, firstToken: Int) async throws {
        for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.part) {
            let part = first..<min(first + Self.part, numbers.upperBound)
            let token = firstToken + (first - numbers.lowerBound) / Self.usesPerToken
            try await place(
                requests(part, firstToken: token, usesPerToken: Self.usesPerToken), concurrency: Self.planters)
        }
    }

    /// The default of the service.
    static let usesPerToken = 8
    /// A whole number of tokens.
    private static let part = 4096
    /// So many share two commits.
    private static let planters = 512
}

/// Why storage could not be measured.
enum StorageFailure: Error {
    case notPlaced
    case notRead
    case noFigure(String)
    case notStarted(String)
}
