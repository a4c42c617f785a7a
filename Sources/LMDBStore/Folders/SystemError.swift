import Glibc

/// Sentences for errors of the system.
enum SystemError {
    /// That for the `errno` that the last call of the system left.
    static var current: String { description(of: errno) }

    /// That for an error.
    static func description(of number: CInt) -> String {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
