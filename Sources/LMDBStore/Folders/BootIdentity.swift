import CallPlacement

/// Which run of the machine this is. Moments of the boot clock mean something within one run only.
enum BootIdentity {
    /// What the kernel made up when it started, 36 characters.
    static func current() throws(StoreError) -> String {
        guard let content = SmallFile.read("/proc/sys/kernel/random/boot_id"), !content.isEmpty else {
            throw .failed(
                "cannot tell one run of the machine from the next: /proc/sys/kernel/random/boot_id is missing")
        }
        return String(decoding: content.prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self)
    }

    /// Drops everything in a folder of placements that an earlier run of the machine left there: without its clock
    /// nobody can say when it would have expired. No environment may be open in it.
    ///
    /// The name of the run is kept in a file beside the database, and compared before the database is opened: its
    /// commits do not wait for a disk, so after a loss of power LMDB might not even be able to read it.
    ///
    /// - Returns: Whether there was something to drop.
    @discardableResult
    static func dropOtherRuns(in lock: borrowing FolderLock, than current: String) throws(StoreError) -> Bool {
        let folder = lock.folder
        let path = folder.path(of: "boot-id")
        let kept = SmallFile.read(path)
        if let kept, kept == Array(current.utf8) { return false }
        for file in ["data.mdb", "lock.mdb", KeyFile.fileName] { try folder.remove(file) }
        try SmallFile.write(Array(current.utf8), to: path)
        return kept != nil
    }
}
