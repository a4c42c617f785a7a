import CallPlacement
import Glibc

/// The file of an LMDB environment, read page by page without LMDB, which trusts what it reads and would crash on a
/// damaged file, or read something else out of it.
///
/// LMDB 0.9 on a little-endian machine of 64 bits. Two pages at the front say, in turn, what each commit left; everything
/// else are trees of pages that are never changed where they stand.
final class DatabaseFile: Sendable {
    /// Where it is.
    let path: String
    /// Bytes of a page.
    let pageSize: Int
    /// Number of whole pages.
    let pageCount: UInt64
    private let descriptor: CInt

    /// Opens a file.
    ///
    /// - Returns: `nil` where there is none, or an empty one: LMDB begins anew there.
    static func open(_ path: String) throws(StoreError) -> DatabaseFile? {
        let descriptor = unsafe path.withCString { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .failed("cannot open \(path): \(SystemError.current)")
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let reason = SystemError.current
            _ = close(descriptor)
            throw .failed("cannot look at \(path): \(reason)")
        }
        guard status.st_size > 0 else {
            _ = close(descriptor)
            return nil
        }
        return try DatabaseFile(path: path, descriptor: descriptor, byteCount: Int(status.st_size))
    }

    /// Closes the descriptor with the value, also where this throws.
    private init(path: String, descriptor: CInt, byteCount: Int) throws(StoreError) {
        self.path = path
        self.descriptor = descriptor
        let head = (try? Self.read(descriptor, at: 0, count: DatabaseMeta.headByteCount)) ?? []
        self.pageSize = DatabaseMeta.pageSize(in: head) ?? 0
        self.pageCount = pageSize == 0 ? 0 : UInt64(byteCount / pageSize)
        guard pageCount >= 2 else { throw damaged("it does not begin as one of its kind") }
    }

    deinit {
        _ = close(descriptor)
    }

    /// What the two pages at the front say.
    func metas() throws(StoreError) -> [DatabaseMeta] {
        var metas: [DatabaseMeta] = []
        for number in 0..<2 as Range<UInt64> {
            guard let meta = DatabaseMeta(page: try page(number), number: number, pageSize: pageSize) else {
                throw damaged("page \(number) does not say what it holds")
            }
            metas.append(meta)
        }
        return metas
    }

    /// The bytes of a page.
    func page(_ number: UInt64) throws(StoreError) -> [UInt8] {
        guard number < pageCount else { throw damaged("page \(number) is missing: the file was cut off") }
        do throws(StoreError) {
            return try Self.read(descriptor, at: Int(number) * pageSize, count: pageSize)
        } catch {
            throw .failed("cannot read page \(number) of \(path): \(error)")
        }
    }

    /// Why it cannot be used.
    func damaged(_ reason: String) -> StoreError { .damaged("\(path) is damaged: \(reason)") }

    private static func read(_ descriptor: CInt, at offset: Int, count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let part = unsafe bytes.withUnsafeMutableBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                return unsafe pread(descriptor, start + filled, count - filled, offset + filled)
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw .failed(part == 0 ? "it ends early" : SystemError.current) }
            filled += part
        }
        return bytes
    }
}
