/// A `sip` or `sips` URI, taken apart as far as RFC 8224 section 8.5 needs it.
struct SIPURI {
    private let scheme: Substring
    private let user: Substring?
    private let host: Substring
    private let parameters: Substring

    /// Nothing for another scheme, or without a host. `text` is printable ASCII.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["sip", "sips"].contains(parts[0].lowercased()) else { return nil }
        scheme = parts[0]
        // A user may hold ";" and "?", and what follows the host no "@" (RFC 3261 section 25.1).
        let address: Substring
        if let at = parts[1].lastIndex(of: "@") {
            let name = parts[1][..<at]
            // A password alone is no user.
            guard let first = name.first, first != ":", !name.contains("@") else { return nil }
            user = name
            address = parts[1][parts[1].index(after: at)...]
        } else {
            user = nil
            address = parts[1]
        }
        let hostPort = address.prefix { $0 != ";" && $0 != "?" }
        parameters = address[hostPort.endIndex...].prefix { $0 != "?" }
        // Square brackets stand around an address of IPv6, which has colons itself.
        let bracket = hostPort.firstIndex(of: "]") ?? hostPort.startIndex
        host = hostPort[..<(hostPort[bracket...].firstIndex(of: ":") ?? hostPort.endIndex)]
        guard !host.isEmpty else { return nil }
    }

    /// Whether it says that its user is a number, or its user begins as numbers do (section 8.1).
    var looksLikeNumber: Bool {
        guard let user else { return false }
        return user.hasPrefix("+")
            || parameters.split(separator: ";").contains { $0.lowercased() == "user=phone" }
    }

    /// The user without a password and without the parameters that a number may have, in its normal form: `+%31` is
    /// `+1`.
    var userWithoutParameters: String { Self.normalised((user ?? "").prefix { $0 != ":" && $0 != ";" }) }

    /// The normal form: scheme, user and host in lower case, without password, port, parameters and headers, and with
    /// no percent sign before what needs none.
    var canonical: String {
        let name = user.map { Self.normalised($0.prefix { $0 != ":" }) + "@" } ?? ""
        return scheme.lowercased() + ":" + name + Self.normalised(host)
    }

    /// Case and percent-encoding (RFC 3986 section 6.2.2), so that what is normal stays as it is.
    private static func normalised(_ text: Substring) -> String {
        var written: [UInt8] = []
        var rest = Array(text.utf8)[...]
        // How many characters would make an encoding of a percent sign that stands alone: what `%%34%31` means is not
        // to be found out in two steps.
        var awaited = 0
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let value = encoded(rest.prefix(2)) else {
                awaited = byte == UInt8(ascii: "%") ? 2 : max(0, awaited - 1)
                written.append(lowercased(byte))
                continue
            }
            if isUnreserved(value), awaited == 0 {
                written.append(lowercased(value))
            } else {
                written += [byte] + rest.prefix(2).map(uppercased)
                awaited = 0
            }
            rest = rest.dropFirst(2)
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// The byte that two hexadecimal digits spell. `UInt8(_:radix:)` alone would also take a sign.
    private static func encoded(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// RFC 3986 section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch lowercased(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func uppercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & ~0x20 : byte
    }
}
