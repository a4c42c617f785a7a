import CLMDB
import CallPlacement
import Glibc

/// What a function of LMDB answered: 0, one of LMDB's own negative codes, or an `errno`.
struct ReturnCode: Equatable {
    let rawValue: CInt

    /// It worked.
    static let success = ReturnCode(MDB_SUCCESS)
    /// LMDB has given the environment up after a write that failed.
    static let panic = ReturnCode(MDB_PANIC)

    init(_ rawValue: CInt) {
        self.rawValue = rawValue
    }

    /// Throws what the code means, unless it means success.
    ///
    /// - Parameter work: what was being done, as in "cannot <work>: No space left on device".
    func check(_ work: StaticString) throws(StoreError) {
        if rawValue == MDB_SUCCESS { return }
        let message = "cannot \(work): \(meaning)"
        switch rawValue {
        case MDB_MAP_FULL, MDB_TXN_FULL, MDB_DBS_FULL, ENOSPC, EDQUOT, EFBIG:
            throw .full(message)
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID, MDB_VERSION_MISMATCH, MDB_INCOMPATIBLE:
            throw .damaged(message)
        default:
            throw .failed(message)
        }
    }

    /// As ``check(_:)``, where "no such key" is an answer.
    ///
    /// - Returns: Whether the key was found.
    func found(_ work: StaticString) throws(StoreError) -> Bool {
        if rawValue == MDB_NOTFOUND { return false }
        try check(work)
        return true
    }

    private var meaning: String {
        guard let text = unsafe mdb_strerror(rawValue) else { return "error \(rawValue)" }
        return unsafe String(cString: text)
    }
}
