import CLMDB
public import CallPlacement

/// Whether what is written to a folder stays in memory.
///
/// Placements belong there: LMDB leaves the bytes of deleted records in free pages, so on a disk they would tell of
/// calls long past. The service says so loudly at start when either answer is the wrong one.
public enum MemoryBacking {
    /// Whether a folder lies on tmpfs or ramfs.
    ///
    /// - Parameter folder: the path of a folder that exists.
    /// - Throws: ``StoreError`` when the system does not tell.
    public static func isMemoryBacked(_ folder: String) throws(StoreError) -> Bool {
        var status = statfs()
        guard unsafe statfs(folder, &status) == 0 else {
            throw .failed("cannot look at the file system of \(folder): \(SystemError.current)")
        }
        return [tmpfs, ramfs].contains(UInt32(truncatingIfNeeded: status.f_type))
    }

    /// Whether the machine may write memory (that of tmpfs too) to a swap device. `true` when the system does not
    /// tell.
    public static var isSwapOn: Bool {
        SmallFile.read("/proc/swaps").map(listsSwap) ?? true
    }

    /// Whether the text of `/proc/swaps` holds a line after its heading.
    static func listsSwap(_ text: [UInt8]) -> Bool {
        text.split(separator: UInt8(ascii: "\n")).count > 1
    }

    // The numbers are in linux/magic.h.
    private static let tmpfs: UInt32 = 0x0102_1994
    private static let ramfs: UInt32 = 0x8584_58f6
}
