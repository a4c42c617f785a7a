import CallPlacement

/// Sees that the file of placements is as long as its trees reach, before LMDB maps it: reading a page that is not there
/// ends the process.
///
/// Only the pages that lead to others are read, one in some hundred. What a record says is checked when it is read.
enum PlacementsInspection {
    /// Refuses a folder whose file was cut off, or is another program's. One that is not there is begun anew.
    static func requireWhole(in folder: StorageFolder) throws(StoreError) {
        do throws(StoreError) {
            guard let file = try DatabaseFile.open(folder.path(of: LedgerInspection.fileName)) else { return }
            let inspection = try DatabaseInspection(file, transaction: nil)
            for database in inspection.databases { try reach(database.root, in: file, inspection.meta) }
        } catch {
            guard error.isDamaged else { throw error }
            throw .damaged("the folder of placements is damaged, remove it: \(error)")
        }
    }

    private static func reach(
        _ root: TreeRoot, in file: DatabaseFile, _ meta: DatabaseMeta
    ) throws(StoreError) {
        guard !root.isEmpty else { return }
        var walk = try TreeWalk(file, meta)
        try reach(root.root, level: 1, of: root.depth, in: file, &walk)
    }

    private static func reach(
        _ number: UInt64, level: Int, of depth: Int, in file: DatabaseFile, _ walk: inout TreeWalk
    ) throws(StoreError) {
        try walk.claim(number)
        guard number < file.pageCount else { throw file.damaged("page \(number) is missing: the file was cut off") }
        guard level < depth else { return }
        guard let page = TreePage(try file.page(number), number: number), page.isBranch else {
            throw file.damaged("page \(number) is not what was written")
        }
        for below in page.nodes.compactMap(\.page) {
            try reach(below, level: level + 1, of: depth, in: file, &walk)
        }
    }
}
