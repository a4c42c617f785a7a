import CallPlacement

extension LMDBStorage {
    /// What an operator should know of files that are not under their names any more, in sentences; empty where all is
    /// well.
    ///
    /// Files that are open outlive their names, so nothing fails at once.
    public var absences: [String] {
        guard let storage = try? storage() else { return [] }
        var sentences: [String] = []
        if !storage.placements.environment.handle.isInPlace {
            sentences.append(
                "the placements are gone from \(storage.placements.environment.handle.path): the service goes on with "
                    + "what it has open, and the next start begins anew without the PASSporTs that live now; tokens "
                    + "stay counted. Restart it at a quiet moment")
        }
        if !storage.ledger.environment.handle.isInPlace {
            sentences.append(
                "the ledger is gone from \(storage.ledger.environment.handle.path): stores and tokens are refused, since "
                    + "nothing could be counted. Put the file back, or restart the service to begin anew: then tokens "
                    + "that were issued are not taken any more")
        }
        return sentences
    }
}
