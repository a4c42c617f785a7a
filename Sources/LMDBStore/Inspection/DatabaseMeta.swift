/// What a commit left: where the trees begin, and which commit it was. Pages 0 and 1 hold one each.
struct DatabaseMeta: Equatable, Sendable {
    /// Where LMDB notes which pages are free.
    let free: TreeRoot
    /// The tree of the named databases.
    let main: TreeRoot
    /// The highest page that was ever used.
    let lastPage: UInt64
    /// The number of the commit.
    let transaction: UInt64

    /// Bytes of a file that say how large its pages are.
    static let headByteCount = 64

    /// Bytes of a page, as the first page of a file states them.
    static func pageSize(in head: [UInt8]) -> Int? {
        guard head.count == headByteCount, PageBytes.integer(head, at: 16, as: UInt32.self) == magic else { return nil }
        let size = Int(PageBytes.integer(head, at: 16 + 24, as: UInt32.self))
        return size.nonzeroBitCount == 1 && (512...32_768).contains(size) ? size : nil
    }

    /// Reads a page; `nil` where it is another.
    init?(page: [UInt8], number: UInt64, pageSize: Int) {
        let start = PageBytes.headerByteCount
        guard PageBytes.integer(page, at: 0, as: UInt64.self) == number,
            PageBytes.integer(page, at: 10, as: UInt16.self) & 0x08 != 0,
            PageBytes.integer(page, at: start, as: UInt32.self) == Self.magic,
            PageBytes.integer(page, at: start + 4, as: UInt32.self) == Self.version,
            PageBytes.integer(page, at: start + 24, as: UInt32.self) == UInt32(pageSize)
        else { return nil }
        self.free = TreeRoot(page, at: start + 24)
        self.main = TreeRoot(page, at: start + 24 + TreeRoot.byteCount)
        self.lastPage = PageBytes.integer(page, at: start + 24 + 2 * TreeRoot.byteCount, as: UInt64.self)
        self.transaction = PageBytes.integer(page, at: start + 32 + 2 * TreeRoot.byteCount, as: UInt64.self)
    }

    private static let magic: UInt32 = 0xbeef_c0de
    private static let version: UInt32 = 1
}

/// Where a tree begins, and what is in it (`MDB_db`).
struct TreeRoot: Equatable, Sendable {
    let flags: UInt16
    let depth: Int
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    let root: UInt64

    /// Bytes that it takes.
    static let byteCount = 48

    /// Reads the bytes from a place on, which must be there.
    init(_ bytes: [UInt8], at place: Int) {
        flags = PageBytes.integer(bytes, at: place + 4, as: UInt16.self)
        depth = Int(PageBytes.integer(bytes, at: place + 6, as: UInt16.self))
        branchPages = PageBytes.integer(bytes, at: place + 8, as: UInt64.self)
        leafPages = PageBytes.integer(bytes, at: place + 16, as: UInt64.self)
        overflowPages = PageBytes.integer(bytes, at: place + 24, as: UInt64.self)
        entries = PageBytes.integer(bytes, at: place + 32, as: UInt64.self)
        root = PageBytes.integer(bytes, at: place + 40, as: UInt64.self)
    }

    /// Whether nothing is in it.
    var isEmpty: Bool { root == .max }
}

/// Integers as LMDB writes them on a little-endian machine.
enum PageBytes {
    /// Bytes before the nodes of a page.
    static let headerByteCount = 16

    /// The integer at a place, where there are enough bytes.
    static func integer<Integer: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: [UInt8], at place: Int, as type: Integer.Type
    ) -> Integer {
        // The span refuses to read beyond its end, and any bytes are an integer.
        Integer(littleEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: type))
    }
}
