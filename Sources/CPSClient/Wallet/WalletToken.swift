internal import BlindTokens
internal import Secrets

/// A token as the wallet keeps it: with its K_temp, the service that takes it, and until when.
struct WalletToken: Sendable {
    /// The token and what signs with it.
    let held: HeldToken
    /// The service's name, as it stands in the token challenge.
    let service: String
    /// Seconds since 1970 after which no service takes it any more.
    let notAfter: Int64

    /// Bytes before the service's name.
    private static let fixedByteCount = magic.count + 8 + KTempPrivateKey.seedByteCount + Token.byteCount
    private static let magic = Array("cps-token".utf8) + [0x01]

    /// The most bytes that a file of the wallet has.
    static let fileLimit = fixedByteCount + Int(UInt16.max)

    /// A token fresh from the issuer.
    init(held: HeldToken, service: String, notAfter: Int64) {
        self.held = held
        self.service = service
        self.notAfter = notAfter
    }

    /// `"cps-token"(9) || version(1) = 0x01 || notAfter(8) || seed(32) || token(354) || service's name`, big-endian.
    func encoded() throws(CPSClientError) -> GuardedBytes {
        let name = Array(service.utf8)
        let end = UInt64(bitPattern: notAfter)
        let head =
            Self.magic + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: end >> UInt64($0)) }
        let tail = held.token.bytes + name
        do {
            let seed = try held.key.seed
            return try unsafe GuardedBytes(count: Self.fixedByteCount + name.count) { buffer in
                unsafe buffer.copyBytes(from: head)
                unsafe seed.withUnsafeBytes { seed in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[head.count...]).copyMemory(from: seed)
                }
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(head.count + seed.count)...]).copyBytes(
                    from: tail)
                return true
            }
        } catch let error as SecretsError {
            throw .secret(error)
        } catch {
            throw .cryptography
        }
    }

    /// Writes ``encoded()`` to a file of mode 0600. When this returns, it is on the disk.
    func write(to path: String) throws(CPSClientError) {
        let bytes = try encoded()
        do {
            try PrivateFile(path: path).write(bytes)
        } catch {
            throw .secret(error)
        }
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Throws: ``CPSClientError/malformedToken``.
    init(encoded: GuardedBytes) throws(CPSClientError) {
        guard encoded.count > Self.fixedByteCount, encoded.count <= Self.fileLimit else { throw .malformedToken }
        let seedStart = Self.magic.count + 8
        let tokenStart = seedStart + KTempPrivateKey.seedByteCount
        let (head, tail) = unsafe encoded.withUnsafeBytes { bytes in
            unsafe (Array(bytes[..<seedStart]), Array(bytes[tokenStart...]))
        }
        guard head.starts(with: Self.magic), let name = String(validating: tail[Token.byteCount...], as: UTF8.self)
        else {
            throw .malformedToken
        }
        do {
            let seed = try unsafe GuardedBytes(count: KTempPrivateKey.seedByteCount) { buffer in
                unsafe encoded.withUnsafeBytes { bytes in
                    unsafe buffer.copyBytes(from: bytes[seedStart..<tokenStart])
                }
                return true
            }
            self.held = try HeldToken(
                token: Token(bytes: tail[..<Token.byteCount]), key: KTempPrivateKey(seed: seed))
        } catch {
            throw .malformedToken
        }
        self.notAfter = Int64(bitPattern: head[Self.magic.count...].reduce(0) { $0 << 8 | UInt64($1) })
        self.service = name
    }
}

extension WalletToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "wallet token(redacted)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
