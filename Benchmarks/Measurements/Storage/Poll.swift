internal import CallPlacement
internal import Sealing

/// What a worker of the service does for a retrieval: it samples, reads, and seals.
final class Poll {
    /// How much of an index is asked for, and what is found.
    enum Kind: CaseIterable {
        case digit, fourDigits, sharedIndex, ownIndex

        /// How it is called in the report.
        var name: String {
            switch self {
            case .digit: "1 digit"
            case .fourDigits: "4 digits"
            case .sharedIndex: "a full index with 16"
            case .ownIndex: "a full index with 1"
            }
        }

        /// How many PASSporTs are found.
        var found: Int { self == .ownIndex ? 1 : Self.entries }

        static let entries = 16
    }

    private let store: any PlacementStore
    private let prefixes: [IndexPrefix]
    private let kind: Kind
    private let sealer: BatchSealer
    private var next = 0

    /// Polls of a kind; another prefix each time, as long as there are some.
    ///
    /// - Parameter count: how many PASSporTs were planted.
    init(_ kind: Kind, of store: any PlacementStore, count: Int) throws {
        self.store = store
        self.kind = kind
        sealer = BatchSealer(size: try SealedSize(byteCount: PlantedStorage.sealedSize))
        var prefixes = try Self.firstNumbers(kind, count).map { number in
            try IndexPrefix(of: Population.index(ofNumber: number), digits: Self.digits(kind))
        }
        prefixes.shuffle()
        self.prefixes = prefixes
    }

    private static func digits(_ kind: Kind) -> Int {
        switch kind {
        case .digit: 1
        case .fourDigits: 4
        case .sharedIndex, .ownIndex: 64
        }
    }

    /// One PASSporT of each prefix that is polled, of full rows alone; no more than are polled.
    private static func firstNumbers(_ kind: Kind, _ count: Int) -> [Int] {
        let rows = 0..<count / Population.rowLength
        let isShared = { (row: Int) in row.isMultiple(of: Population.sharedEvery) }
        return rows.filter { kind == .digit || isShared($0) == (kind == .sharedIndex) }.map { row in
            row * Population.rowLength + (kind == .ownIndex ? row % Population.rowLength : 0)
        }.shuffled().prefix(20_000).map { $0 }
    }

    /// Samples and reads so many times.
    func read(_ times: Int) throws {
        for _ in 0..<times { _ = try live() }
    }

    /// Does everything, so many times.
    func answer(_ times: Int) throws {
        for _ in 0..<times { _ = try sealer.batch(of: live(), entries: Kind.entries) }
    }

    private func live() throws -> [LiveEntry] {
        next = (next + 1) % prefixes.count
        let sample = try store.sample(prefixes[next], atMost: Kind.entries)
        let passports = try store.read(sample)
        let live = zip(sample, passports).compactMap { reference, passport in
            passport.map {
                LiveEntry(recipient: $0.recipient, sealed: $0.sealed, pending: reference.pending, remaining: 60)
            }
        }
        guard live.count == kind.found else { throw StorageFailure.notRead }
        return live
    }
}
