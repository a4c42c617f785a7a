import CallPlacement

/// Looks over a whole file: the trees of all its databases, and which pages it says are free.
struct DatabaseInspection {
    /// A named database.
    struct Named {
        let name: String
        let root: TreeRoot
    }

    let file: DatabaseFile
    /// What the commit that is looked at left.
    let meta: DatabaseMeta
    /// The databases that there are.
    let databases: [Named]
    private var walk: TreeWalk

    /// Looks at what a commit left: pages that are used, and pages that are free.
    ///
    /// - Parameter transaction: the commit, where a service goes on committing meanwhile: somebody must hold a read
    ///   transaction of it. `nil` for the last one of a file that nobody writes to.
    init(_ file: DatabaseFile, transaction: UInt64?) throws(StoreError) {
        let metas = try file.metas()
        let (newer, older) =
            metas[0].transaction > metas[1].transaction ? (metas[0], metas[1]) : (metas[1], metas[0])
        if let transaction {
            guard let meta = metas.first(where: { $0.transaction == transaction }) else {
                throw .failed("\(file.path) is written to faster than it can be looked at: try again")
            }
            self.meta = meta
        } else {
            // The two take turns. Otherwise LMDB might go on from a commit that is not the last.
            let isFresh = newer.transaction == 0
            guard isFresh || newer.transaction == older.transaction &+ 1,
                isFresh || newer == metas[Int(newer.transaction & 1)]
            else { throw file.damaged("it does not tell which commit was the last") }
            self.meta = newer
        }
        self.file = file
        var walk = try TreeWalk(file, meta)
        var databases: [Named] = []
        try walk.walk(meta.main, .bytes, of: "the list of databases") { (row) throws(StoreError) in
            guard row.isTree, row.value.count == TreeRoot.byteCount else {
                throw file.damaged("a database has no beginning")
            }
            let root = TreeRoot(Array(row.value), at: 0)
            guard root.flags == 0 else { throw file.damaged("a database is of another kind") }
            databases.append(Named(name: String(decoding: row.key, as: UTF8.self), root: root))
        }
        var free: [UInt64] = []
        let transaction = meta.transaction
        try walk.walk(meta.free, .integers, of: "the list of free pages") { (row) throws(StoreError) in
            let numbers = Array(row.value)
            guard row.key.count == 8, PageBytes.integer(Array(row.key), at: 0, as: UInt64.self) <= transaction,
                numbers.count >= 8, numbers.count.isMultiple(of: 8),
                PageBytes.integer(numbers, at: 0, as: UInt64.self) <= UInt64(numbers.count / 8 - 1)
            else { throw file.damaged("the list of free pages is not what was written") }
            let count = Int(PageBytes.integer(numbers, at: 0, as: UInt64.self))
            for place in 0..<count { free.append(PageBytes.integer(numbers, at: 8 * (place + 1), as: UInt64.self)) }
        }
        for page in free { try walk.claim(page) }
        self.databases = databases
        self.walk = walk
    }

    /// Number of pages that are used or known to be free.
    var pageCount: Int { walk.pageCount }

    /// Goes through a database, row by row.
    mutating func rows(
        of database: Named, _ row: (TreeWalk.Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        let file = file
        try walk.walk(database.root, .bytes, of: database.name) { (found) throws(StoreError) in
            guard !found.isTree else { throw file.damaged("a row of \(database.name) is not what was written") }
            try row(found)
        }
    }
}
