/// How a record is cut into chunks so that LMDB's pages are filled to the brim.
///
/// LMDB keeps at least two records in a page, and gives anything larger than half a page overflow pages of its own:
/// a record of some 2,200 bytes would occupy 4,096. Cut into equal chunks of the right size, whole numbers of which fill
/// a page, it costs little more than it has.
struct ChunkLayout: Equatable, Sendable {
    /// Bytes of a record.
    let recordByteCount: Int
    /// Bytes of every chunk but the last, which holds the rest.
    let chunkByteCount: Int

    /// The layout that costs the fewest bytes of pages; of equally good ones that with the fewest chunks.
    init(recordByteCount: Int, pageSize: Int) {
        self.recordByteCount = recordByteCount
        let choices = (1...Self.chunkLimit).map { (recordByteCount + $0 - 1) / $0 }
        let affordable = choices.filter {
            Self.chunksPerPage($0, pageSize) >= 2
                && $0 >= min(recordByteCount, ExpiryKeys.headerByteCount + PlacementRecord.headByteCount)
        }
        self.chunkByteCount =
            affordable.min { Self.cost($0, recordByteCount, pageSize) < Self.cost($1, recordByteCount, pageSize) }
            ?? pageSize / 4
    }

    /// Number of chunks of a record.
    var chunkCount: Int { (recordByteCount + chunkByteCount - 1) / chunkByteCount }

    /// The bytes of a record that a chunk holds.
    func range(ofChunk number: Int) -> Range<Int> {
        let start = number * chunkByteCount
        return start..<min(start + chunkByteCount, recordByteCount)
    }

    /// Pages that a record occupies, in thousandths.
    private static func cost(_ chunk: Int, _ record: Int, _ pageSize: Int) -> Int {
        (record + chunk - 1) / chunk * 1000 / chunksPerPage(chunk, pageSize)
    }

    private static func chunksPerPage(_ chunk: Int, _ pageSize: Int) -> Int {
        let pageHeader = 16
        let pointer = 2
        let nodeHeader = 8
        let node = (nodeHeader + PlacementRecord.keyByteCount + chunk + 1) & ~1
        return (pageSize - pageHeader) / (node + pointer)
    }

    /// More chunks would gain next to nothing and cost a step each.
    private static let chunkLimit = 16
}
