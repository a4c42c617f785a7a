internal import Foundation

/// The operating system's random bytes.
enum SystemBytes {
    /// The operating system gave none.
    struct Refused: Error {}

    /// So many of them.
    static func draw(_ count: Int) throws -> [UInt8] {
        guard let device = FileHandle(forReadingAtPath: "/dev/urandom"),
            let bytes = try device.read(upToCount: count), bytes.count == count
        else { throw Refused() }
        return Array(bytes)
    }
}
