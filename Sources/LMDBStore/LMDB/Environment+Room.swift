import CallPlacement

extension Environment {
    /// Whether new records may be added: whether a part of the map is still kept back.
    ///
    /// LMDB never changes a page in place. Even to remove something it needs free pages first, so a map that has been
    /// filled to the last page can never be emptied. Adding therefore stops while a sixteenth of it is free.
    ///
    /// - Parameter databases: all the named databases of the environment that can grow.
    borrowing func hasRoom(
        for databases: [Database], in transaction: borrowing WriteTransaction
    ) throws(StoreError) -> Bool {
        var used = try transaction.pageCount(of: .freePages)
        for database in databases { used += try transaction.pageCount(of: database) }
        return used < pageLimit - max(pageLimit / 16, Self.smallestReserve)
    }

    /// Pages that the removal of a few records may need at once, whatever the size of the map.
    private static let smallestReserve = 48
}
