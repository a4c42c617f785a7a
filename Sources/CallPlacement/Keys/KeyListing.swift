internal import KeyDirectory

/// Everything that look-ups and downloads are answered with, kept ready in memory. A value; whoever holds it sees to
/// it that one change is made at a time.
struct KeyListing {
    private let digits: Int
    private var listed: [KeyBindingID: ListedBinding] = [:]
    /// Nothing ends before.
    private var nextEnd = Int64.max
    /// The answers about the buckets that are not empty.
    private var answers: [String: [UInt8]] = [:]
    private var inBucket: [String: Set<KeyBindingID>] = [:]
    private var broad: Set<KeyBindingID> = []
    private var byIssuer: [[UInt8]: Set<KeyBindingID>] = [:]
    private var broadList: SharedKeyList?
    private var wholeList: SharedKeyList?
    /// Shared by all empty buckets.
    private let emptyAnswer = KeyBindingList.padded([])

    init(digits: Int) {
        self.digits = digits
    }

    /// The answer about a bucket.
    func answer(about bucket: NumberBucket) -> [UInt8] { answers[bucket.hex] ?? emptyAnswer }

    /// Number of bindings.
    var count: Int { listed.count }

    func binding(_ id: KeyBindingID) -> ListedBinding? { listed[id] }

    /// Those of an issuer's signers, without one.
    func coverages(issuedBy issuer: [UInt8], except id: KeyBindingID) -> [NumberCoverage] {
        byIssuer[issuer, default: []].compactMap { $0 == id ? nil : listed[$0]?.coverage }
    }

    /// Puts bindings in the places of those with their identifiers.
    mutating func insert(_ bindings: [ListedBinding]) {
        var changed: Set<String> = []
        for binding in bindings {
            takeOut(binding.id, &changed)
            listed[binding.id] = binding
            nextEnd = min(nextEnd, binding.ends)
            byIssuer[binding.issuer, default: []].insert(binding.id)
            if let buckets = binding.buckets {
                for bucket in buckets { inBucket[bucket, default: []].insert(binding.id) }
                changed.formUnion(buckets)
            } else {
                broad.insert(binding.id)
                broadList = nil
            }
        }
        if !bindings.isEmpty { wholeList = nil }
        rebuild(changed)
    }

    /// Removes bindings.
    mutating func remove(_ ids: [KeyBindingID]) {
        var changed: Set<String> = []
        for id in ids { takeOut(id, &changed) }
        rebuild(changed)
    }

    /// Removes what has ended. Costs next to nothing while nothing has.
    mutating func removeEnded(by now: Int64) {
        guard nextEnd <= now else { return }
        remove(listed.values.filter { $0.ends <= now }.map(\.id))
        nextEnd = listed.values.lazy.map(\.ends).min() ?? .max
    }

    private mutating func takeOut(_ id: KeyBindingID, _ changed: inout Set<String>) {
        guard let old = listed.removeValue(forKey: id) else { return }
        wholeList = nil
        byIssuer[old.issuer]?.remove(id)
        if byIssuer[old.issuer]?.isEmpty == true { byIssuer[old.issuer] = nil }
        guard let buckets = old.buckets else {
            broad.remove(id)
            broadList = nil
            return
        }
        for bucket in buckets { inBucket[bucket]?.remove(id) }
        changed.formUnion(buckets)
    }

    private mutating func rebuild(_ buckets: Set<String>) {
        for bucket in buckets {
            let ids = inBucket[bucket, default: []].sorted()
            if ids.isEmpty {
                (inBucket[bucket], answers[bucket]) = (nil, nil)
            } else {
                answers[bucket] = KeyBindingList.padded(ids.compactMap { listed[$0]?.record })
            }
        }
    }

    /// The bindings for very many numbers, which are in no bucket.
    mutating func broadBindings() -> SharedKeyList {
        if let broadList { return broadList }
        let list = list(of: broad.sorted())
        broadList = list
        return list
    }

    /// Everything.
    mutating func everything() -> SharedKeyList {
        if let wholeList { return wholeList }
        let list = list(of: listed.keys.sorted())
        wholeList = list
        return list
    }

    private func list(of ids: [KeyBindingID]) -> SharedKeyList {
        let bindings = ids.compactMap { listed[$0] }
        return SharedKeyList(
            entityTag: KeyBindingList.entityTag(digests: bindings.map(\.digest)),
            pieces: [KeyBindingList.head(count: bindings.count)] + bindings.map(\.record))
    }
}
