import CallPlacement
import StoreConformance
import Testing

@testable import LMDBStore

@Suite struct MemoryBackingTests {
    @Test func tellsMemoryFromOtherFileSystems() throws {
        #expect(try MemoryBacking.isMemoryBacked("/dev/shm"))
        #expect(try !MemoryBacking.isMemoryBacked("/proc"))
        #expect(throws: StoreError.self) { try MemoryBacking.isMemoryBacked("/no/such/folder") }
    }

    @Test func tellsSwapByALineAfterTheHeading() {
        let heading = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
        #expect(!MemoryBacking.listsSwap(Array(heading.utf8)))
        #expect(MemoryBacking.listsSwap(Array((heading + "/swap.img file 2097148 0 -2\n").utf8)))
    }
}
