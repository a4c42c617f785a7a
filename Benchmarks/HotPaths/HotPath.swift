/// A piece of work that every call or every poll costs, to be done many times and counted.
///
/// What it takes to begin with, keys and storage and requests, is prepared before, so that the work is nothing else.
public struct HotPath: Sendable {
    /// What the work belongs to.
    public enum Group: String, CaseIterable, Sendable {
        case sealing = "Sealing"
        case blindTokens = "BlindTokens"
        case lmdbStore = "LMDBStore"
        case requests = "Requests"
    }

    /// A name for tables and files.
    public let name: String
    /// What it belongs to.
    public let group: Group
    /// How often it is done while it is counted.
    public let repetitions: Int
    private let prepare: @Sendable (Circumstances) async throws -> PreparedPath

    /// Describes a piece of work.
    ///
    /// - Parameter prepare: prepares it for the circumstances that it is told.
    init(
        _ name: String, in group: Group, repetitions: Int,
        prepare: @escaping @Sendable (Circumstances) async throws -> PreparedPath
    ) {
        self.name = name
        self.group = group
        self.repetitions = repetitions
        self.prepare = prepare
    }

    /// Everything that is counted.
    public static let all: [HotPath] = sealing + blindTokens + lmdbStore + requests

    /// Prepares the work, to be done in these circumstances.
    public func prepared(for circumstances: Circumstances) async throws -> PreparedPath {
        try await prepare(circumstances)
    }
}

/// Work that did not do what it was counted for: a count of it would be worth nothing.
struct HotPathFailure: Error, CustomStringConvertible {
    let description: String

    init(_ work: String) {
        description = "\(work) did not do what it should, so there is nothing to count"
    }
}
