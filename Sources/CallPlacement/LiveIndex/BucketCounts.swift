/// How many placements lie in each of many buckets, so that "how many before this bucket" and "in which bucket is the
/// k-th" take one step for each doubling of the number of buckets.
///
/// A Fenwick tree: place `n` (counted from 1) holds the sum of as many buckets up to the `n`-th as its lowest set bit says.
struct BucketCounts: Sendable {
    private var sums: [UInt32]

    /// Nothing in any bucket; their number must be a power of two.
    init(buckets: Int) {
        precondition(buckets.nonzeroBitCount == 1, "the number of buckets is a power of two")
        sums = Array(repeating: 0, count: buckets + 1)
    }

    /// As many in each bucket as given.
    init(_ counts: [UInt32]) {
        self.init(buckets: counts.count)
        for (bucket, count) in counts.enumerated() {
            let place = bucket + 1
            sums[place] += count
            let next = place + (place & -place)
            if next < sums.count { sums[next] += sums[place] }
        }
    }

    /// All together.
    var total: Int { Int(sums[sums.count - 1]) }

    /// One more in a bucket.
    mutating func increment(_ bucket: Int) {
        var place = bucket + 1
        while place < sums.count {
            sums[place] += 1
            place += place & -place
        }
    }

    /// One fewer in a bucket, which must not be empty.
    mutating func decrement(_ bucket: Int) {
        var place = bucket + 1
        while place < sums.count {
            sums[place] -= 1
            place += place & -place
        }
    }

    /// How many lie in the buckets before one.
    func count(before bucket: Int) -> Int {
        var count = 0
        var place = bucket
        while place > 0 {
            count += Int(sums[place])
            place &= place - 1
        }
        return count
    }

    /// The bucket of the one with so many others before it, and how many of them are in that bucket too; `rank` must
    /// be less than ``total``.
    func find(rank: Int) -> (bucket: Int, rest: Int) {
        var rest = rank
        var bucket = 0
        var step = (sums.count - 1) / 2
        while step > 0 {
            let count = Int(sums[bucket + step])
            if count <= rest {
                rest -= count
                bucket += step
            }
            step /= 2
        }
        return (bucket, rest)
    }
}
