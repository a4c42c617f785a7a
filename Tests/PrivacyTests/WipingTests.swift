#if canImport(Glibc)
    import CWipedMemory
    import Glibc
    import Testing

    @Suite("Memory that is about to be freed")
    struct WipingTests {
        private static let page = 4096
        /// More than is asked about at once, and no whole number of pages.
        private static let size = 12 << 20 + 100

        /// A block that begins in the middle of a page, with a page of guards before and behind it.
        private static func withBlock(_ use: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) -> Void) {
            let whole = size + 2 * page
            guard let map = unsafe mmap(nil, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                unsafe map != MAP_FAILED
            else {
                Issue.record("there is no memory")
                return
            }
            // Huge pages would be touched as a whole.
            unsafe madvise(map, whole, MADV_NOHUGEPAGE)
            defer { unsafe munmap(map, whole) }
            let everything = unsafe UnsafeMutableRawBufferPointer(start: map, count: whole)
            unsafe use(.init(rebasing: everything[page + 5..<page + 5 + size]), everything)
        }

        private static func touchedPages(of map: UnsafeMutableRawBufferPointer) -> Int {
            var touched = [UInt8](repeating: 0, count: (map.count + page - 1) / page)
            unsafe #expect(mincore(map.baseAddress, map.count, &touched) == 0)
            return touched.count { $0 & 1 == 1 }
        }

        @Test("is zeros wherever it was written to, and takes no memory where it was not")
        func sparse() {
            unsafe Self.withBlock { block, map in
                let places = [0, 1, Self.page * 1023, Self.page * 1024 + 17, Self.size / 2, Self.size - 1]
                for place in places { unsafe block[place] = 0xa5 }
                let touched = unsafe Self.touchedPages(of: map)
                unsafe wiped_memory_overwrite(block.baseAddress, block.count)
                for place in places { unsafe #expect(block[place] == 0, "the byte at \(place)") }
                #expect(touched >= 5)
                unsafe #expect(Self.touchedPages(of: map) == touched)
            }
        }

        @Test("is zeros from its first byte to its last, and nothing beside it is changed", arguments: [100, size])
        func full(_ count: Int) {
            unsafe Self.withBlock { block, map in
                unsafe map.initializeMemory(as: UInt8.self, repeating: 0xa5)
                unsafe wiped_memory_overwrite(block.baseAddress, count)
                unsafe #expect(block[..<count].allSatisfy { $0 == 0 })
                unsafe #expect(block[count...].allSatisfy { $0 == 0xa5 })
                unsafe #expect(map[..<(Self.page + 5)].allSatisfy { $0 == 0xa5 })
                unsafe #expect(map[(Self.page + 5 + Self.size)...].allSatisfy { $0 == 0xa5 })
            }
        }
    }
#endif
