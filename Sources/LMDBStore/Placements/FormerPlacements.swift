import CallPlacement
import Glibc

/// What an earlier version of this program has left in a folder of placements.
///
/// It cannot be read, and it was to be kept for a minute. Once that is over the folder is begun anew; before, whoever
/// has started the wrong program can still go back.
struct FormerPlacements {
    /// The version of the format it has.
    let version: UInt32
    /// When it was written last, in seconds since 1970.
    private let lastWritten: Int64
    private let folder: StorageFolder

    /// Looks into a folder that cannot be opened; `nil` where it holds nothing of an earlier version.
    init?(in folder: StorageFolder) throws(StoreError) {
        var status = stat()
        guard unsafe stat(folder.path(of: "data.mdb"), &status) == 0 else { return nil }
        let environment = try Environment(folder, .init(mapSize: 1 << 20, databases: 2, isSynced: false))
        // Is thrown away: nothing is written.
        let transaction = try WriteTransaction(environment)
        let meta = try Database("meta", in: transaction)
        guard let format = try transaction.value(of: PlacementDatabases.formatKey, in: meta),
            let version = BigEndian.integer(format.prefix(4), as: UInt32.self), version < PlacementsFormat.version
        else { return nil }
        self.version = version
        self.lastWritten = Int64(status.st_mtim.tv_sec)
        self.folder = folder
    }

    /// Seconds until nothing of it can live any more.
    ///
    /// - Parameter lifetime: how long PASSporTs are kept; the earlier version kept them for as long, or for a minute.
    func secondsLeft(lifetime: Duration, now: Int64) -> Int64 {
        let longest = max(60, lifetime.components.seconds + 1)
        // A clock that has been set back does not make it younger than new.
        return max(0, longest - max(0, now - lastWritten))
    }

    /// Removes it from a locked folder.
    func remove() throws(StoreError) {
        for file in ["data.mdb", "lock.mdb", KeyFile.fileName] { try folder.remove(file) }
    }

    /// What to do where some of it may live.
    func refusal(secondsLeft: Int64) -> StoreError {
        .damaged(
            """
            the folder of placements \(folder.path) has format \(version), this program reads \
            \(PlacementsFormat.version): start again in \(secondsLeft) s, when its PASSporTs have expired and it is \
            begun anew, or remove the folder now
            """)
    }
}
