internal import BlindTokens
internal import Crypto
internal import Encodings
internal import Sealing
internal import ServiceHarness

/// Everything that a storm has left with a service, in the forms in which it could be left over.
struct Planted: Sendable {
    private(set) var needles = NeedleSet()

    /// The number in a credential.
    mutating func plant(number: String) {
        needles.add(.telephoneNumber, number.utf8)
    }

    /// Where a client speaks from: as text, and as a socket's address, of which the rest is zeros.
    mutating func plant(address: String) {
        needles.add(.clientAddress, address.utf8)
        let bytes = address.split(separator: ".").compactMap { UInt8($0) }
        needles.add(.clientAddress, bytes + [0, 0, 0, 0])
        // As an IPv4 address within an IPv6 one.
        needles.add(.clientAddress, [0, 0, 0xff, 0xff] + bytes)
    }

    /// A prefix that somebody asks for.
    mutating func plant(prefix: String) {
        needles.add(.prefix, "cps/\(prefix)/ppts".utf8)
        if prefix.utf8.count >= 14 { needles.add(.indexDigits, prefix.utf8) }
    }

    /// The last part of a link's path.
    mutating func plant(handle: Substring) {
        guard handle.utf8.count >= 40 else { return }
        needles.add(.handle, handle.utf8.prefix(24))
        if let bytes = Base64URL.decode(handle) { needles.add(.handle, bytes.prefix(16)) }
    }

    /// Somebody who is called.
    mutating func plant(_ recipient: Recipient) throws {
        plantHalves(.recipientKey, recipient.publicKey)
        let index = PlacementIndex(of: recipient.key.publicKey).bytes
        plantHalves(.index, index)
        let digits = Array(recipient.index.utf8)
        for start in [0, 24, 48] { needles.add(.indexDigits, digits[start..<start + 16]) }
    }

    /// A token, and the key that it was made for.
    mutating func plant(_ token: HeldToken) {
        let bytes = token.token.bytes
        let text = Array(Base64URL.encode(bytes).utf8)
        // The nonce stands behind two bytes, the authenticator at the end.
        needles.add(.tokenText, text[8..<32])
        for start in stride(from: 140, to: text.count - 24, by: 64) {
            needles.add(.tokenText, text[start..<start + 24])
        }
        for start in stride(from: 0, to: 256, by: 64) {
            needles.add(.token, token.token.authenticator[start..<start + 16])
        }
        plantHalves(.kTemp, token.token.nonce)
    }

    /// A store that was sent.
    mutating func plant(_ order: StoreOrder, with token: HeldToken) throws {
        for start in stride(from: 0, to: order.sealed.count - 16, by: 128) {
            needles.add(.sealed, order.sealed[start..<start + 16])
        }
        let digest = Array(SHA256.hash(data: order.body))
        plantHalves(.digest, digest)
        for field in order.request.fields {
            switch field.name {
            case "content-digest": needles.add(.digest, field.value.utf8.dropFirst(9).prefix(24))
            case "signature":
                needles.add(.signature, field.value.utf8.dropFirst(7).prefix(24))
                let text = field.value.dropFirst(7).dropLast()
                if let bytes = Base64URL.decode(paddedOrNot: Self.urlSafe(text)) { plantHalves(.signature, bytes) }
            default: break
            }
        }
        let index = PlacementIndex(of: order.recipient.key.publicKey).bytes
        let useKey = Array(SHA256.hash(data: Array("cps-use-v1".utf8) + token.token.nonce + index).prefix(16))
        plantWords(.useKey, useKey)
    }

    private static func urlSafe(_ base64: Substring) -> [UInt8] {
        base64.utf8.map {
            $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
        }
    }

    /// Every 16 bytes of something, as they are and as numbers of 64 bits.
    private mutating func plantHalves(_ kind: PlantedKind, _ bytes: [UInt8]) {
        for start in stride(from: 0, through: bytes.count - 16, by: 16) {
            plantWords(kind, Array(bytes[start..<start + 16]))
        }
    }

    private mutating func plantWords(_ kind: PlantedKind, _ bytes: [UInt8]) {
        needles.add(kind, bytes)
        needles.add(kind, bytes[..<8].reversed() + bytes[8...].reversed())
    }

    /// Adds what others have planted.
    mutating func add(_ other: Planted) { needles.add(other.needles) }
}
