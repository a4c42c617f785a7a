import CallPlacement

/// Goes through trees of a file and sees that each page is where it belongs, once, and each row in its order.
struct TreeWalk {
    /// How the keys of a tree are ordered.
    enum Order {
        /// Byte by byte.
        case bytes
        /// As integers of the machine.
        case integers
    }

    /// A row as it stands in the file.
    struct Row {
        let key: ArraySlice<UInt8>
        let value: ArraySlice<UInt8>
        let isTree: Bool
    }

    private let file: DatabaseFile
    private let lastPage: UInt64
    /// A bit for each page that has been seen.
    private var seen: [UInt64]
    private var tree = Progress()

    /// What has been found of one tree so far.
    private struct Progress {
        var branchPages: UInt64 = 0
        var leafPages: UInt64 = 0
        var overflowPages: UInt64 = 0
        var entries: UInt64 = 0
        var previous: [UInt8] = []
        /// What the branches above say that the next key is not below.
        var floor: [UInt8]?
    }

    /// A walk over what a commit left.
    init(_ file: DatabaseFile, _ meta: DatabaseMeta) throws(StoreError) {
        // A commit may end with pages that it used and gave up again, which are then not written.
        guard meta.lastPage >= 1, meta.lastPage < file.pageCount + Self.mostPagesNotWritten else {
            throw file.damaged("it is shorter than it says")
        }
        self.file = file
        self.lastPage = meta.lastPage
        self.seen = [UInt64](repeating: 0, count: Int(meta.lastPage / 64) + 1)
    }

    /// Number of pages seen so far.
    var pageCount: Int { seen.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Marks a page as used.
    mutating func claim(_ page: UInt64) throws(StoreError) {
        guard page >= 2, page <= lastPage else { throw file.damaged("it speaks of a page \(page) that it has not") }
        let (word, bit) = (Int(page / 64), UInt64(1) << (page % 64))
        guard seen[word] & bit == 0 else { throw file.damaged("page \(page) is used twice") }
        seen[word] |= bit
    }

    /// Goes through a tree, row by row in order.
    ///
    /// - Parameter name: what the tree is called where something is wrong with it.
    mutating func walk(
        _ root: TreeRoot, _ order: Order, of name: String, _ row: (Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        tree = Progress()
        if root.isEmpty {
            guard root.depth == 0 else { throw file.damaged("\(name) has no pages, and says it had") }
        } else {
            try visit(root.root, level: 1, of: root.depth, order, name, row)
        }
        guard tree.branchPages == root.branchPages, tree.leafPages == root.leafPages,
            tree.overflowPages == root.overflowPages, tree.entries == root.entries
        else {
            throw file.damaged(
                "\(name) says it had \(root.entries) rows in \(root.branchPages &+ root.leafPages) pages, and has "
                    + "\(tree.entries) in \(tree.branchPages + tree.leafPages)")
        }
    }

    private mutating func visit(
        _ number: UInt64, level: Int, of depth: Int, _ order: Order, _ name: String,
        _ row: (Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        try claim(number)
        guard let page = TreePage(try file.page(number), number: number), page.isBranch == (level < depth) else {
            throw file.damaged("page \(number), of \(name), is not what was written")
        }
        if page.isBranch {
            tree.branchPages += 1
            for (position, node) in page.nodes.enumerated() {
                // Of the first, the way to it says enough.
                if position > 0 {
                    let key = page.bytes[node.key]
                    guard tree.entries > 0, Self.isAscending(tree.previous[...], key, order) else {
                        throw file.damaged("page \(number), of \(name), is out of order")
                    }
                    tree.floor = Array(key)
                }
                guard let below = node.page else { continue }
                try visit(below, level: level + 1, of: depth, order, name, row)
            }
        } else {
            tree.leafPages += 1
            for node in page.nodes {
                let key = page.bytes[node.key]
                let isInOrder = tree.entries == 0 || Self.isAscending(tree.previous[...], key, order)
                if let floor = tree.floor {
                    guard !Self.isAscending(key, floor[...], order) else {
                        throw file.damaged("page \(number), of \(name), is out of order")
                    }
                    tree.floor = nil
                }
                guard isInOrder else { throw file.damaged("page \(number), of \(name), is out of order") }
                tree.previous.removeAll(keepingCapacity: true)
                tree.previous += key
                tree.entries += 1
                let value = try value(of: node, in: page, name)
                try row(Row(key: key, value: value, isTree: node.isTree))
            }
        }
    }

    private mutating func value(
        of node: TreePage.Node, in page: TreePage, _ name: String
    ) throws(StoreError) -> ArraySlice<UInt8> {
        guard let first = node.page else { return page.bytes[node.value] }
        let count = UInt64((PageBytes.headerByteCount - 1 + node.byteCount) / file.pageSize + 1)
        guard count <= lastPage, first <= lastPage - count + 1 else {
            throw file.damaged("a row of \(name) is larger than the file")
        }
        var bytes: [UInt8] = []
        for number in first..<first + count {
            try claim(number)
            bytes += try file.page(number)
        }
        guard PageBytes.integer(bytes, at: 0, as: UInt64.self) == first,
            PageBytes.integer(bytes, at: 10, as: UInt16.self) == Self.overflow,
            PageBytes.integer(bytes, at: 12, as: UInt32.self) == UInt32(count)
        else { throw file.damaged("page \(first), of \(name), is not what was written") }
        tree.overflowPages += count
        return bytes[PageBytes.headerByteCount..<PageBytes.headerByteCount + node.byteCount]
    }

    private static func isAscending(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ order: Order) -> Bool {
        switch order {
        case .bytes: left.lexicographicallyPrecedes(right)
        case .integers: left.reversed().lexicographicallyPrecedes(right.reversed())
        }
    }

    private static let overflow: UInt16 = 4
    private static let mostPagesNotWritten: UInt64 = 1 << 16
}
