/// A page of a tree, its parts found where they must be.
struct TreePage {
    /// A row, or the way to a page below.
    struct Node {
        let key: Range<Int>
        /// Where the value is in the page, unless it has pages of its own.
        let value: Range<Int>
        /// In a branch the page below; of a large value its first page.
        let page: UInt64?
        /// Bytes of a large value.
        let byteCount: Int
        /// Whether the value is the root of a tree of its own.
        let isTree: Bool
    }

    /// The bytes of the page.
    let bytes: [UInt8]
    /// Whether it leads to pages below.
    let isBranch: Bool
    /// What is in it, in order.
    let nodes: [Node]

    /// Reads a page; `nil` where it is not what LMDB would have written as page `number`.
    init?(_ bytes: [UInt8], number: UInt64) {
        let kind = PageBytes.integer(bytes, at: 10, as: UInt16.self)
        let lower = Int(PageBytes.integer(bytes, at: 12, as: UInt16.self))
        let upper = Int(PageBytes.integer(bytes, at: 14, as: UInt16.self))
        guard PageBytes.integer(bytes, at: 0, as: UInt64.self) == number, kind == Self.branch || kind == Self.leaf,
            lower > PageBytes.headerByteCount, lower.isMultiple(of: 2), lower <= upper, upper <= bytes.count
        else { return nil }
        let isBranch = kind == Self.branch
        var nodes: [Node] = []
        nodes.reserveCapacity((lower - PageBytes.headerByteCount) / 2)
        var occupied = 0
        for pointer in stride(from: PageBytes.headerByteCount, to: lower, by: 2) {
            let start = Int(PageBytes.integer(bytes, at: pointer, as: UInt16.self))
            guard start >= upper, let node = Self.node(bytes, at: start, isBranch: isBranch) else { return nil }
            let end = max(node.key.upperBound, node.value.upperBound)
            occupied += (end - start + 1) & ~1
            nodes.append(node)
        }
        // Nodes stand side by side up to the end of the page: were there a gap, LMDB would write over one of them.
        guard occupied == bytes.count - upper else { return nil }
        self.bytes = bytes
        self.isBranch = isBranch
        self.nodes = nodes
    }

    private static func node(_ bytes: [UInt8], at start: Int, isBranch: Bool) -> Node? {
        guard start + headerByteCount <= bytes.count else { return nil }
        let low = UInt64(PageBytes.integer(bytes, at: start, as: UInt32.self))
        let flags = PageBytes.integer(bytes, at: start + 4, as: UInt16.self)
        let keyStart = start + headerByteCount
        let keyEnd = keyStart + Int(PageBytes.integer(bytes, at: start + 6, as: UInt16.self))
        guard keyEnd <= bytes.count else { return nil }
        let key = keyStart..<keyEnd
        if isBranch {
            return Node(
                key: key, value: keyEnd..<keyEnd, page: low | UInt64(flags) << 32, byteCount: 0, isTree: false)
        }
        let byteCount = Int(low)
        switch flags {
        case 0, subtree:
            guard keyEnd + byteCount <= bytes.count else { return nil }
            return Node(
                key: key, value: keyEnd..<keyEnd + byteCount, page: nil, byteCount: byteCount, isTree: flags == subtree)
        case large:
            guard keyEnd + 8 <= bytes.count else { return nil }
            let page = PageBytes.integer(bytes, at: keyEnd, as: UInt64.self)
            return Node(key: key, value: keyEnd..<keyEnd + 8, page: page, byteCount: byteCount, isTree: false)
        default: return nil
        }
    }

    private static let branch: UInt16 = 1
    private static let leaf: UInt16 = 2
    private static let large: UInt16 = 1
    private static let subtree: UInt16 = 2
    private static let headerByteCount = 8
}
