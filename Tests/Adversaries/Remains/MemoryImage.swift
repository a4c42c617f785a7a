internal import Foundation
internal import Glibc

/// The memory of a running process, as far as it may have been written to.
struct MemoryImage {
    /// A stretch of it.
    struct Region {
        let range: Range<UInt>
        /// What lies there, in words: "heap", "stack of a thread", a file and its folder.
        let name: String
    }

    private let process: pid_t
    /// What may hold data: nothing that was only read from a program or a library.
    let regions: [Region]

    /// Lists the regions of a process.
    ///
    /// - Throws: ``RemainsError/memoryUnreadable`` where this process may not read that one's.
    init(of process: pid_t) throws {
        self.process = process
        let text = try Self.content(of: "/proc/\(process)/maps")
        let stacks = Self.stackPointers(of: process)
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        guard !lines.isEmpty else { throw RemainsError.memoryUnreadable }
        regions = lines.compactMap { Self.region(in: $0, stacks: stacks) }
    }

    /// Goes through all pages that are present, a part at a time; parts of one region overlap by so many bytes.
    ///
    /// - Returns: how many bytes were read.
    func readAll(overlap: Int, _ use: (Region, _ address: UInt, ArraySlice<UInt8>) -> Void) throws -> Int {
        let memory = unsafe open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        let pages = unsafe open("/proc/\(process)/pagemap", O_RDONLY | O_CLOEXEC)
        defer { for file in [memory, pages] where file >= 0 { close(file) } }
        guard memory >= 0, pages >= 0 else { throw RemainsError.memoryUnreadable }
        var total = 0
        var part = [UInt8](repeating: 0, count: Self.partByteCount)
        for region in regions {
            for present in try Self.presentRanges(of: region, pages) {
                var address = present.lowerBound
                while address < present.upperBound {
                    let wanted = min(Int(present.upperBound - address), part.count)
                    let got = unsafe part.withUnsafeMutableBytes {
                        unsafe pread(memory, $0.baseAddress, wanted, Int(bitPattern: address))
                    }
                    // A region may have gone since they were listed; then it holds nothing any more.
                    guard got > 0 else { break }
                    total += got
                    use(region, address, part[..<got])
                    let isLast = address + UInt(got) >= present.upperBound
                    address += UInt(isLast || got <= overlap ? got : got - overlap)
                }
            }
        }
        guard total > 0 else { throw RemainsError.memoryUnreadable }
        return total
    }

    private static let partByteCount = 4 << 20
    private static let pageByteCount: UInt = 4096

    /// Runs of pages that are in memory or in swap: reading others would only make them.
    private static func presentRanges(of region: Region, _ pages: CInt) throws -> [Range<UInt>] {
        var ranges: [Range<UInt>] = []
        var entries = [UInt64](repeating: 0, count: 8192)
        var page = region.range.lowerBound / pageByteCount
        let end = region.range.upperBound / pageByteCount
        while page < end {
            let wanted = min(Int(end - page), entries.count)
            let got = unsafe entries.withUnsafeMutableBytes {
                unsafe pread(pages, $0.baseAddress, wanted * 8, off_t(page) * 8)
            }
            guard got > 0 else { break }
            // The two highest bits: swapped, present.
            for entry in entries.prefix(got / 8) {
                if entry >> 62 != 0 {
                    let start = page * pageByteCount
                    if let last = ranges.last, last.upperBound == start {
                        ranges[ranges.count - 1] = last.lowerBound..<start + pageByteCount
                    } else {
                        ranges.append(start..<start + pageByteCount)
                    }
                }
                page += 1
            }
        }
        return ranges
    }

    /// Reads a line such as `7f0c-7f0d rw-p 00000000 00:00 0   /path`.
    private static func region(in line: Substring, stacks: [UInt]) -> Region? {
        let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard words.count >= 5, let dash = words[0].firstIndex(of: "-"),
            let start = UInt(words[0][..<dash], radix: 16),
            let end = UInt(words[0][words[0].index(after: dash)...], radix: 16),
            start < end
        else { return nil }
        let path = words.count > 5 ? words[5].trimmingCharacters(in: .whitespaces) : ""
        let isShared = words[1].hasSuffix("s")
        guard words[1].hasPrefix("rw") || isShared, !["[vvar]", "[vsyscall]"].contains(path) else { return nil }
        let name =
            switch path {
            case "[heap]": "heap"
            case "[stack]": "stack of the first thread"
            case "": stacks.contains(where: { start <= $0 && $0 < end }) ? "stack of a thread" : "heap (mapped)"
            default: path.split(separator: "/").suffix(2).joined(separator: "/")
            }
        return Region(range: start..<end, name: name)
    }

    /// Where the stacks of the threads end now, as far as they wait in the kernel.
    private static func stackPointers(of process: pid_t) -> [UInt] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.compactMap { thread in
            // "number arguments... stack-pointer program-counter"
            let text = (try? content(of: "/proc/\(process)/task/\(thread)/syscall")) ?? []
            let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            guard words.count >= 3 else { return nil }
            return UInt(words[words.count - 2].dropFirst(2), radix: 16)
        }
    }

    private static func content(of path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() else {
            throw RemainsError.memoryUnreadable
        }
        return Array(data)
    }
}
