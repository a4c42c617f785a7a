import CallPlacement
import Glibc
import SeededRandomness
import StoreConformance

@testable import LMDBStore

/// Two folders of a test's own, in memory, removed with the value.
final class TemporaryFolders: Sendable {
    let placements: String
    let ledger: String
    private let root: String

    init() throws {
        var template = Array("/dev/shm/cps-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw StoreError.failed("cannot make a folder") }
        self.root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.placements = "\(root)/placements"
        self.ledger = "\(root)/ledger"
    }

    deinit {
        for folder in [placements, ledger] {
            for file in ["data.mdb", "lock.mdb", "lock", "boot-id", "keys"] { unsafe unlink("\(folder)/\(file)") }
            unsafe rmdir(folder)
        }
        unsafe rmdir(root)
    }

    func settings(
        _ limits: PlacementLimits = .usual, sealedSize: Int = SampleRequests.sealedSize
    ) -> LMDBStorageSettings {
        var settings = LMDBStorageSettings(
            placementsFolder: placements, ledgerFolder: ledger, sealedSize: sealedSize, limits: limits)
        settings.placementsMapSize = 64 << 20
        settings.ledgerMapSize = 64 << 20
        return settings
    }

    /// Opens a storage in these folders.
    func open(
        _ clock: ManualClock, _ settings: LMDBStorageSettings? = nil, bootIdentity: String = "this run"
    ) throws(StoreError) -> LMDBStorage {
        try LMDBStorage(
            settings ?? self.settings(), clock: clock.serviceClock, bootIdentity: bootIdentity,
            generator: SeededGenerator(seed: 1))
    }

    /// Bytes of a file.
    static func size(of file: String) -> Int {
        var status = stat()
        return unsafe stat(file, &status) == 0 ? Int(status.st_size) : -1
    }

    /// Permission bits of a file or folder.
    static func mode(of file: String) -> mode_t {
        var status = stat()
        return unsafe stat(file, &status) == 0 ? status.st_mode & 0o777 : 0
    }
}
