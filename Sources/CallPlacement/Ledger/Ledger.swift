internal import Sealing

/// What must outlive the process and the machine: epochs and issuance quotas. (``KeyBindingStore`` adds key bindings.)
///
/// Everything here is on disk and synced before a call returns. It holds no index and nothing that says
/// where a token was spent. The uses of tokens are counted by ``PlacementStore/place(_:)``, in the same
/// place on disk, and are dropped by ``retire(_:)``.
public protocol Ledger: Sendable {
    /// All epochs that are not retired, oldest first.
    func epochs() throws(StoreError) -> [EpochRecord]

    /// Adds an epoch with the next unused number.
    ///
    /// - Parameters:
    ///   - publicKey: the SubjectPublicKeyInfo of its `K_cps`.
    ///   - start: when it begins, in seconds since 1970.
    func open(publicKey: [UInt8], start: Int64) async throws(StoreError) -> EpochRecord

    /// Retires an epoch: forgets it, its counters of uses and its quotas. Retiring twice does nothing.
    func retire(_ epoch: EpochID) async throws(StoreError)

    /// Counts one token issued to a credential in an epoch, where its quota allows another.
    ///
    /// - Returns: Whether it was counted. A thousand callers at once get exactly `quota` times `true`.
    func countIssuance(to credential: CredentialID, in epoch: EpochID, quota: Int) async throws(StoreError) -> Bool
}

/// Numbers the epochs of `K_cps`, upwards from 1. A number is never given twice.
public struct EpochID: Hashable, Comparable, Sendable {
    /// The number; at least 1.
    public let rawValue: UInt32

    /// Wraps a number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the ledger knows of an epoch. The private key is kept elsewhere.
public struct EpochRecord: Hashable, Sendable {
    /// Its number.
    public let id: EpochID
    /// SubjectPublicKeyInfo of its `K_cps` (RFC 9578 section 6.5), DER.
    public let publicKey: [UInt8]
    /// When it began, in seconds since 1970.
    public let start: Int64

    /// A record as given.
    public init(id: EpochID, publicKey: [UInt8], start: Int64) {
        self.id = id
        self.publicKey = publicKey
        self.start = start
    }
}

/// Whom tokens are issued to, as the ledger knows it: a 32-byte hash of the credential's public key.
///
/// A renewed certificate for the same key is the same credential, and the ledger holds no name.
public struct CredentialID: Hashable, Sendable {
    /// Number of bytes.
    public static let byteCount = 32
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Wraps a hash of 32 bytes.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount, "a credential identifier has 32 bytes")
        self.bytes = bytes
    }

    /// The credential with a public key, given as SubjectPublicKeyInfo in DER.
    public init(publicKeyInfo: [UInt8]) {
        self.init(bytes: WholeDigest.sha256(of: Array("cps-credential-v1".utf8) + publicKeyInfo))
    }

    /// Where the key bindings are counted that the credential sends: beside its tokens, and apart from them.
    var asPublisher: Self {
        Self(bytes: WholeDigest.sha256(of: Array("cps-publisher-v1".utf8) + bytes))
    }
}
