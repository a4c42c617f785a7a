internal import Glibc

/// The operating system's randomness, asked for 256 bytes at a time: one system call for 32 numbers.
///
/// A copy would give the same numbers again: one is made where it is used, and goes with it.
struct BufferedRandomness: RandomNumberGenerator {
    private var numbers: [32 of UInt64] = .init(repeating: 0)
    private var used = 32

    mutating func next() -> UInt64 {
        if used == numbers.count {
            unsafe withUnsafeMutableBytes(of: &numbers) { bytes in
                // As the standard library's generator: without randomness nothing can go on.
                guard let start = bytes.baseAddress, unsafe getentropy(start, bytes.count) == 0 else {
                    preconditionFailure("the operating system has no randomness")
                }
            }
            used = 0
        }
        defer { used += 1 }
        return numbers[used]
    }
}
