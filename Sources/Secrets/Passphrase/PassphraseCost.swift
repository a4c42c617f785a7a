import CSodium

/// What it costs to turn a passphrase into a key with Argon2id (RFC 9106): passes over the memory, and KiB of memory.
package struct PassphraseCost: Hashable, Sendable {
    /// Passes over the memory.
    package let passes: UInt32
    /// Memory in KiB.
    package let kibibytes: UInt32

    /// libsodium's moderate cost, 3 passes over 256 MiB: about a second, once when a program starts.
    package static let moderate = Self(
        passes: UInt32(crypto_pwhash_argon2id_OPSLIMIT_MODERATE),
        kibibytes: UInt32(crypto_pwhash_argon2id_MEMLIMIT_MODERATE) / 1024)

    /// The most that opening a box may cost: 16 passes over 1 GiB. A box may come from a hostile hand, and
    /// its header is believed before it can be authenticated.
    package static let most = Self(passes: 16, kibibytes: 1 << 20)

    /// The least that Argon2id in libsodium takes. For tests, which would otherwise wait a second a box.
    package static let least = Self(
        passes: UInt32(crypto_pwhash_argon2id_OPSLIMIT_MIN),
        kibibytes: UInt32(crypto_pwhash_argon2id_MEMLIMIT_MIN) / 1024)

    /// Any cost; ``isAllowed`` says whether a box may have it.
    package init(passes: UInt32, kibibytes: UInt32) {
        self.passes = passes
        self.kibibytes = kibibytes
    }

    /// Whether both numbers lie between ``least`` and ``most``.
    package var isAllowed: Bool {
        (Self.least.passes...Self.most.passes).contains(passes)
            && (Self.least.kibibytes...Self.most.kibibytes).contains(kibibytes)
    }
}
