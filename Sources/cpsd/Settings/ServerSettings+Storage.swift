import CallPlacement
import LMDBStore
import Sealing

extension ServerSettings {
    /// Where things are kept, and how much of them.
    var storage: LMDBStorageSettings {
        var storage = LMDBStorageSettings(
            placementsFolder: placementsFolder, ledgerFolder: ledgerFolder, sealedSize: policy.sealedSize.byteCount,
            limits: policy.limits)
        storage.placementsMapSize = placementsByteLimit
        storage.ledgerMapSize = ledgerByteLimit
        return storage
    }
}
