import CallPlacement
import Crypto
import Glibc

/// The file with the keys of ``ExpiryKeys``, mapped into memory for as long as this value lives, so that a key is in
/// one place only and a killed process loses none.
///
/// `name(16)`, then ``slotCount`` times `second + 1 (8) || key(32) || check(8)`; zeros where there is no key. A second
/// has the slot of its number modulo ``slotCount``.
@safe struct KeyFile: ~Copyable, @unchecked Sendable {  // owns its mapping alone
    /// Seconds before a slot has its turn again: over the longest lifetime that can be configured.
    static let slotCount = 4096
    /// The file's name in the folder of placements.
    static let fileName = "keys"

    private static let heading = Array("cps-expiry-keys1".utf8)
    private static let keyByteCount = 32
    private static let slotByteCount = 8 + keyByteCount + 8
    private static let byteCount = heading.count + slotCount * slotByteCount

    private let map: UnsafeMutableRawPointer

    /// Opens the file, or makes it without a key.
    ///
    /// - Parameter isNew: whether nothing has been written under its keys yet.
    /// - Throws: ``StoreError`` where it should be there and is not, or is damaged.
    static func open(in folder: StorageFolder, isNew: Bool) throws(StoreError) -> KeyFile {
        let path = folder.path(of: fileName)
        if isNew {
            let empty = [UInt8](repeating: 0, count: slotCount * slotByteCount)
            try SmallFile.write(heading + empty, to: path)
        }
        let file = unsafe path.withCString { unsafe Glibc.open($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW) }
        guard file >= 0 else {
            throw .damaged(
                "the keys of the placements are missing (\(path): \(SystemError.current)): remove the folder, which "
                    + "cannot be read without them")
        }
        defer { _ = close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_size == byteCount else { throw damaged(path) }
        var keys = KeyFile(map: try map(file, path))
        keys.clearUnnamed()
        guard keys.isSound else { throw damaged(path) }
        return keys
    }

    private init(map: Mapping) {
        unsafe self.map = map.start
    }

    /// Where the file begins in memory.
    @safe private struct Mapping {
        let start: UnsafeMutableRawPointer
    }

    private static func map(_ file: CInt, _ path: String) throws(StoreError) -> Mapping {
        let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            throw .failed("cannot map \(path): \(SystemError.current)")
        }
        return unsafe Mapping(start: start)
    }

    deinit {
        unsafe munmap(map, Self.byteCount)
    }

    /// The slot of a second.
    static func slot(of second: UInt64) -> Int { Int(second % UInt64(slotCount)) }

    /// The second whose key is in a slot, if there is one.
    func second(in slot: Int) -> UInt64? {
        let kept = unsafe place(of: slot).loadUnaligned(as: UInt64.self)
        return kept == 0 ? nil : kept - 1
    }

    /// The key in a slot, which must hold one. It may be overwritten as soon as the file is unlocked.
    @unsafe func key(in slot: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: place(of: slot) + 8, count: Self.keyByteCount)
    }

    /// Makes a key for a second, in the place of one that is over.
    mutating func makeKey(for second: UInt64) {
        let slot = Self.slot(of: second)
        removeKey(in: slot)
        var generator = SystemRandomNumberGenerator()
        let place = unsafe place(of: slot)
        for offset in stride(from: 8, to: 8 + Self.keyByteCount, by: 8) {
            unsafe place.storeBytes(of: generator.next() as UInt64, toByteOffset: offset, as: UInt64.self)
        }
        unsafe place.storeBytes(of: check(of: slot, second), toByteOffset: 8 + Self.keyByteCount, as: UInt64.self)
        // Last, so that whoever is killed on the way leaves no key instead of half a one.
        unsafe place.storeBytes(of: second + 1, as: UInt64.self)
    }

    /// Overwrites the keys of the seconds before another one.
    mutating func removeKeys(before second: UInt64) {
        for slot in 0..<Self.slotCount {
            if let kept = self.second(in: slot), kept < second { removeKey(in: slot) }
        }
    }

    /// Overwrites the keys of the seconds after another one.
    mutating func removeKeys(after second: UInt64) {
        for slot in 0..<Self.slotCount {
            if let kept = self.second(in: slot), kept > second { removeKey(in: slot) }
        }
    }

    /// Whether there is a key of a second after another one.
    func hasKey(after second: UInt64) -> Bool {
        (0..<Self.slotCount).contains { self.second(in: $0).map { $0 > second } ?? false }
    }

    /// Overwrites what stands in slots without a second: whoever was killed while a key was made or overwritten left it.
    private mutating func clearUnnamed() {
        for slot in 0..<Self.slotCount where second(in: slot) == nil { removeKey(in: slot) }
    }

    private mutating func removeKey(in slot: Int) {
        unsafe explicit_bzero(place(of: slot), Self.slotByteCount)
    }

    private func place(of slot: Int) -> UnsafeMutableRawPointer {
        unsafe map + Self.heading.count + slot * Self.slotByteCount
    }

    private var isSound: Bool {
        guard unsafe UnsafeRawBufferPointer(start: map, count: Self.heading.count).elementsEqual(Self.heading) else {
            return false
        }
        return (0..<Self.slotCount).allSatisfy { slot in
            guard let second = second(in: slot) else { return true }
            let kept = unsafe place(of: slot).loadUnaligned(fromByteOffset: 8 + Self.keyByteCount, as: UInt64.self)
            return Self.slot(of: second) == slot && kept == check(of: slot, second)
        }
    }

    /// 8 bytes that a damaged key does not have.
    private func check(of slot: Int, _ second: UInt64) -> UInt64 {
        var hash = SHA256()
        hash.update(data: Array("cps-expiry-key-check-v1".utf8) + BigEndian.bytes(second))
        unsafe hash.update(bufferPointer: key(in: slot))
        return hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func damaged(_ path: String) -> StoreError {
        .damaged("\(path) does not hold the keys of the placements: the folder is damaged, remove it")
    }
}
