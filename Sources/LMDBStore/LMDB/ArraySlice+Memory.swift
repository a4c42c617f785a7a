import CLMDB

extension ArraySlice<UInt8> {
    /// Lends these bytes to LMDB, which reads and never writes what it is handed as a key or a value.
    @unsafe func withMemory<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        unsafe withUnsafeBytes { bytes in
            var value = unsafe MDB_val(
                mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return unsafe body(&value)
        }
    }
}
