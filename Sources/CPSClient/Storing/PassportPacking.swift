internal import Sealing

/// Puts PASSporTs into as few sealed PASSporTs as they fit into, in the order given.
enum PassportPacking {
    /// Groups that fit, each separated by one line feed inside.
    ///
    /// - Throws: ``CPSClientError/nothingToStore``, ``CPSClientError/passportsDoNotFit``.
    static func pack(_ passports: [String], size: SealedSize) throws(CPSClientError) -> [[String]] {
        guard !passports.isEmpty, passports.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0x0a) }) else {
            throw .nothingToStore
        }
        var groups: [[String]] = []
        var room = 0
        for passport in passports {
            let count = passport.utf8.count
            guard count <= size.passportCapacity else { throw .passportsDoNotFit }
            if groups.isEmpty || room < count + 1 {
                groups.append([passport])
                room = size.passportCapacity - count
            } else {
                groups[groups.count - 1].append(passport)
                room -= count + 1
            }
        }
        return groups
    }
}
