internal import BlindTokens
internal import CallPlacement
internal import Foundation
internal import LMDBStore
internal import Sealing

/// A real storage in folders of its own under `/dev/shm`, ledger and placements both, so that no disk has a say.
struct StorageInMemory: Sendable {
    /// How many PASSporTs share the first four digits of their index.
    static let rowLength = 16
    static let limits = PlacementLimits(lifetime: .seconds(600), uses: 8, usesPerIndex: 8, pendingMaximum: 256)

    let storage: LMDBStorage
    /// A folder for the keys of epochs.
    let keyFolder: String
    private let folder: URL

    /// Opens an empty storage.
    init() throws {
        folder = URL(filePath: "/dev/shm/cps-counted-\(UUID())")
        let (ledger, keys) = (folder.appending(path: "ledger"), folder.appending(path: "keys"))
        for path in [folder, ledger, keys] {
            try FileManager.default.createDirectory(
                at: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        var settings = LMDBStorageSettings(
            placementsFolder: folder.appending(path: "placements").path, ledgerFolder: ledger.path,
            sealedSize: SealedSize.standard.byteCount, limits: Self.limits)
        settings.placementsMapSize = 1 << 26
        settings.ledgerMapSize = 1 << 26
        storage = try LMDBStorage(settings)
        keyFolder = keys.path
    }

    /// A request for PASSporT number `number`, paid with a token of its own; sixteen in a row share four digits.
    static func request(
        _ number: Int, to recipient: RecipientPublicKey, sealed: [UInt8], epoch: EpochID
    ) -> PlacementRequest {
        PlacementRequest(
            recipient: recipient, index: index(number), sealed: sealed, digest: bytes(number, 0x0d),
            use: TokenUse(kTemp: KTemp(unchecked: bytes(number, 0x7e)), epoch: epoch))
    }

    /// The index of PASSporT number `number`.
    static func index(_ number: Int) -> PlacementIndex {
        let row = UInt64(number / rowLength % 0x10000)
        let spread = UInt64(number).multipliedReportingOverflow(by: 0x9e37_79b9_7f4a_7c15).partialValue
        return PlacementIndex(words: (row << 48 | spread >> 16, spread, ~spread, spread ^ 0x55))
    }

    private static func bytes(_ number: Int, _ kind: UInt8) -> [UInt8] {
        (0..<32).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : kind }
    }

    /// Closes the storage, and removes its folders.
    func remove() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await storage.close()
    }
}
