import Glibc

/// An IP address that a name stands for.
struct HostAddress: Hashable, Sendable {
    /// Who can be behind an address.
    enum Reach: Hashable {
        /// A host of the internet.
        case everywhere
        /// A host of this machine or its own networks, or an address set aside for a special use.
        case inside
        /// No single host: multicast, broadcast and "unspecified", which Linux takes for itself.
        case nowhere
    }

    /// 4 or 16 bytes.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads an address as people write it. Other forms, such as `127.1` and `0x7f000001`, are names.
    init?(text: String) {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            // `inet_pton` writes exactly 4 or 16 bytes for these families.
            let result = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe inet_pton(family, text, buffer.baseAddress)
            }
            if result == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// Who can be behind it, by the registries of special-purpose addresses (RFC 6890).
    var reach: Reach {
        bytes.count == 4 ? Self.reachOfVersion4(bytes) : reachOfVersion6
    }

    private static func reachOfVersion4(_ bytes: [UInt8]) -> Reach {
        switch (bytes[0], bytes[1], bytes[2]) {
        // 0.0.0.0/8 is this network, 224.0.0.0/4 multicast, 240.0.0.0/4 reserved with the broadcast address.
        case (0, _, _), (224...255, _, _): .nowhere
        case (10, _, _), (127, _, _), (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): .inside
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113): .inside
        default: .everywhere
        }
    }

    private var reachOfVersion6: Reach {
        let embedded = Array(bytes[12...])
        if bytes[..<12].allSatisfy({ $0 == 0 }), embedded == [0, 0, 0, 0] { return .nowhere }
        if bytes[0] == 0xff { return .nowhere }
        // 64:ff9b::/96 is how an IPv6-only network reaches a version 4 address: it is as good as that one.
        if bytes[..<12].elementsEqual([0, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)) {
            return Self.reachOfVersion4(embedded)
        }
        // Hosts of the internet are in 2000::/3. Loopback, version-4-mapped, unique-local and link-local are not.
        guard bytes[0] & 0xe0 == 0x20 else { return .inside }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        // Protocol assignments with Teredo, documentation, 6to4: the last and Teredo lead to a version 4 address.
        case (0x20, 0x01, 0x00...0x01, _), (0x20, 0x01, 0x0d, 0xb8), (0x20, 0x02, _, _), (0x3f, 0xff, 0...0x0f, _):
            return .inside
        default: return .everywhere
        }
    }
}
