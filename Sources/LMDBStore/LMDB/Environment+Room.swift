import CallPlacement

extension Environment {
    /// Whether new records may be added: whether the part of the map that is kept back is still free.
    ///
    /// LMDB never changes a page in place, and uses a page that was set free only two transactions later. So even
    /// removing something needs free pages, and a map that has been filled to the last page can never be emptied.
    ///
    /// - Parameter databases: all the named databases of the environment that can grow.
    borrowing func hasRoom(
        for databases: [Database], in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Bool {
        // Far from full one number tells, since the transaction itself has added a group's pages at most.
        if try transaction.pagesEverUsed() + Self.pagesOfOneGroup < pageLimit - reserve { return true }
        var used = try transaction.pageCount(of: .freePages)
        for database in databases { used += try transaction.pageCount(of: database) }
        return used < pageLimit - reserve
    }

    /// Pages that are kept back: a sixteenth of the map, but what a group of requests may copy even of a small map.
    var reserve: Int { max(pageLimit / 16, min(pageLimit / 4, Self.pagesOfOneGroup)) }

    private static var pagesOfOneGroup: Int { 300 }
}
