/// How numbers are written for people.
package enum Wording {
    /// "7:03": minutes and seconds.
    package static func clock(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// "3.2 s", and minutes where there are some.
    package static func seconds(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        return seconds < 60 ? "\(fixed(seconds, 1)) s" : "\(clock(duration)) min"
    }

    /// A measured number in as few signs as tell it: "0", "1.23", "4.5e-07", "20,000".
    package static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "no number" : value < 0 ? "-infinite" : "infinite" }
        let size = abs(value)
        if value == value.rounded(), size < 1e9 { return grouped(Int(value)) }
        if size >= 1000, size < 1e9 { return grouped(Int(value.rounded())) }
        if size >= 100 { return size < 1e9 ? fixed(value, 1) : scientific(value) }
        if size >= 0.01 { return fixed(value, size >= 1 ? 2 : 4) }
        return scientific(value)
    }

    /// Text of any length and shape as one line that fits into a report.
    package static func line(_ text: String, atMost most: Int = 300) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= most ? line : line.prefix(most - 3) + "..."
    }

    /// "20,000".
    package static func grouped(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number.magnitude
        while rest >= 1000 {
            let group = String(rest % 1000)
            groups.insert(String(repeating: "0", count: 3 - group.count) + group, at: 0)
            rest /= 1000
        }
        return (number < 0 ? "-" : "") + ([String(rest)] + groups).joined(separator: ",")
    }

    /// A number with so many digits after the point.
    package static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = Int((abs(value) * scale).rounded())
        let (whole, part) = (scaled / Int(scale), scaled % Int(scale))
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let decimals = String(part)
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - decimals.count) + decimals
    }

    /// "4.5e-07".
    private static func scientific(_ value: Double) -> String {
        var (mantissa, exponent) = (abs(value), 0)
        while mantissa >= 9.95 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 0.995 && mantissa > 0 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let digits = String(exponent.magnitude)
        return "\(value < 0 ? "-" : "")\(fixed(mantissa, 1))e\(exponent < 0 ? "-" : "+")"
            + (digits.count < 2 ? "0" : "") + digits
    }
}
