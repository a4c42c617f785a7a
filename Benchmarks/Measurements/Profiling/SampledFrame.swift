/// One function of a sampled stack, as perf names it.
package struct SampledFrame: Hashable, Sendable {
    /// Its symbol, mangled where it is Swift's; nothing where the library tells none.
    package let symbol: Substring
    /// The file it comes from, without its folder.
    package let file: Substring
    /// Whether it belongs to the operating system's kernel.
    package let isKernel: Bool

    /// Reads a line of `perf script -F ip,sym,dso`: an address, a symbol, and a file in parentheses.
    ///
    /// - Returns: nothing where the line is none.
    package init?(_ line: Substring) {
        let words = line.drop { $0 == "\t" || $0 == " " }
        guard let blank = words.firstIndex(of: " "), let open = words.lastIndex(of: "("), blank < open,
            words.last == ")"
        else { return nil }
        let address = words[..<blank]
        // Half of all addresses is the kernel's: the upper one.
        isKernel = address.count == 16 && address.hasPrefix("ffff")
        symbol = words[words.index(after: blank)..<open].dropLast()
        let path = words[words.index(after: open)...].dropLast()
        file = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path
    }

    /// The module that a Swift symbol begins with: the one that the function, or the type it belongs to, stands in.
    var module: Substring? {
        guard symbol.hasPrefix("$s") else { return nil }
        let rest = symbol.dropFirst(2)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let length = Int(digits), length > 0 else { return nil }
        return rest.dropFirst(digits.count).prefix(length)
    }
}
