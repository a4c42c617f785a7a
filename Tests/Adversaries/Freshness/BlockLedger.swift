/// Remembers every 16-byte block that it is shown by 76 of the bits that it is mixed down to: 12 choose a partition,
/// 64 are kept there.
///
/// Of n random blocks, n * n / 2^77 pairs agree in 76 bits by chance: of 260 million one pair in two million runs.
/// One worker writes; afterwards any number may read.
@safe final class BlockLedger: @unchecked Sendable {
    static let partitions = 4096
    static let chunkSize = 512
    private static let mixer: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// Keys in chunks of ``chunkSize``, taken from the front as partitions need them. Memory that is not written to
    /// costs nothing.
    private let keys: UnsafeMutablePointer<UInt64>
    private var owners: [Int32] = []
    /// For each partition where its next key goes, and how many fit there.
    private let ends: UnsafeMutablePointer<Int>
    private let rooms: UnsafeMutablePointer<Int>
    private let capacity: Int
    private(set) var count = 0

    /// Room for so many blocks.
    init(capacity: Int) {
        self.capacity = capacity + Self.partitions * Self.chunkSize
        unsafe self.keys = .allocate(capacity: self.capacity)
        unsafe self.ends = .allocate(capacity: Self.partitions)
        unsafe self.rooms = .allocate(capacity: Self.partitions)
        unsafe ends.initialize(repeating: 0, count: Self.partitions)
        unsafe rooms.initialize(repeating: 0, count: Self.partitions)
    }

    deinit {
        unsafe keys.deallocate()
        unsafe ends.deallocate()
        unsafe rooms.deallocate()
    }

    /// Takes in the whole blocks of a part of an array.
    func add(_ bytes: [UInt8], _ range: Range<Int>) {
        let blocks = range.count / 16
        count += blocks
        precondition(count <= capacity - Self.partitions * Self.chunkSize, "no more blocks than there is room for")
        unsafe bytes.withUnsafeBytes { bytes in
            var place = range.lowerBound
            for _ in 0..<blocks {
                let low = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                let high = unsafe bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
                let partition = Int(truncatingIfNeeded: low & UInt64(Self.partitions - 1))
                if unsafe rooms[partition] == 0 { open(partition) }
                unsafe keys[ends[partition]] = low >> 12 ^ high &* Self.mixer
                unsafe ends[partition] += 1
                unsafe rooms[partition] -= 1
                place += 16
            }
        }
    }

    private func open(_ partition: Int) {
        unsafe ends[partition] = owners.count * Self.chunkSize
        unsafe rooms[partition] = Self.chunkSize
        owners.append(Int32(partition))
    }

    /// Which chunks belong to each partition.
    func chunksByPartition() -> [[Int]] {
        var chunks = [[Int]](repeating: [], count: Self.partitions)
        for (chunk, owner) in owners.enumerated() { chunks[Int(owner)].append(chunk) }
        return chunks
    }

    /// Calls `body` with every key of a partition.
    func forEachKey(of partition: Int, in chunks: [Int], _ body: (UInt64) -> Void) {
        for (number, chunk) in chunks.enumerated() {
            let start = chunk * Self.chunkSize
            let end = number == chunks.count - 1 ? unsafe ends[partition] : start + Self.chunkSize
            var place = start
            while place < end {
                body(unsafe keys[place])
                place += 1
            }
        }
    }
}
