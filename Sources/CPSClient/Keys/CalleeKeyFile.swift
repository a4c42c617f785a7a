internal import Encodings
public import Sealing
public import Secrets

/// The file that keeps a ``CalleeKey``, mode 0600. Text:
///
/// ```
/// cps-callee-key-v1
/// public-key: <64 hexadecimal digits>
/// index: <64 hexadecimal digits>
/// prefix-digits: 4
/// sealed-private-key: <base64url of a PassphraseBox around the 32 bytes>
/// ```
///
/// Where the key was written without a passphrase, the last line is `private-key: <64 hexadecimal digits>`.
public struct CalleeKeyFile: Sendable {
    private static let kind = "cps-callee-key-v1"
    private static let byteLimit = 4096

    /// The public key that it says it holds. Not checked against the private one before that is read.
    public let publicKey: RecipientPublicKey
    /// The prefix length that the key has kept.
    public let prefixDigits: Int
    /// Whether a passphrase is needed.
    public var isSealed: Bool {
        if case .sealed = privatePart { true } else { false }
    }

    private enum PrivatePart {
        case sealed([UInt8])
        case plain([UInt8])
    }
    private let privatePart: PrivatePart
    /// Where it was read from, for errors to name.
    private let path: String?

    /// Reads a key file, without its private key.
    ///
    /// - Throws: ``CPSClientError/malformedKeyFile``, or the reason why the file cannot be read: also when others
    ///   than its owner may read it.
    public init(path: String) throws(CPSClientError) {
        // The public half is for everybody to read: its mode is not what is wrong.
        guard !OrdinaryFile(path: path).begins(with: CalleeAddress.kind) else { throw .publicHalf(path) }
        let bytes: GuardedBytes
        do {
            bytes = try PrivateFile(path: path).read(upTo: Self.byteLimit)
        } catch {
            throw .secret(error)
        }
        let text = unsafe bytes.withUnsafeBytes { bytes in unsafe String(validating: bytes, as: UTF8.self) }
        do throws(CPSClientError) {
            try self.init(text: text ?? "", path: path)
        } catch {
            throw error.about(path)
        }
    }

    init(text: String, path: String? = nil) throws(CPSClientError) {
        guard let lines = LabelledLines(text, kind: Self.kind), lines.fields.count == 4,
            let publicKey = lines["public-key"].flatMap({ Hex.decode(Array($0.utf8)) })
                .flatMap({ try? RecipientPublicKey(bytes: $0) }),
            lines["index"] == PlacementIndex(of: publicKey).hex,
            let digits = lines["prefix-digits"].flatMap({ Int($0) }), (1...64).contains(digits)
        else { throw .malformedKeyFile }
        if let sealed = lines["sealed-private-key"].flatMap({ Base64URL.decode($0) }) {
            privatePart = .sealed(sealed)
        } else if let plain = lines["private-key"].flatMap({ Hex.decode(Array($0.utf8)) }) {
            privatePart = .plain(plain)
        } else {
            throw .malformedKeyFile
        }
        self.publicKey = publicKey
        self.prefixDigits = digits
        self.path = path
    }

    /// A key to be written: sealed with a passphrase (about a second), or plain where there is none.
    ///
    /// - Throws: ``CPSClientError`` where there is no memory for sealing.
    public init(_ key: CalleeKey, passphrase: GuardedBytes?) throws(CPSClientError) {
        try self.init(key, passphrase: passphrase, box: PassphraseBox())
    }

    init(_ key: CalleeKey, passphrase: GuardedBytes?, box: PassphraseBox) throws(CPSClientError) {
        path = nil
        publicKey = key.privateKey.publicKey
        prefixDigits = key.prefixDigits
        let secret = key.privateKey.exportSecretBytes()
        do {
            privatePart =
                if let passphrase {
                    .sealed(try box.seal(try GuardedBytes(copying: secret), passphrase: passphrase))
                } else {
                    .plain(secret)
                }
        } catch {
            throw .secret(error)
        }
    }

    private init(_ file: CalleeKeyFile, prefixDigits: Int) {
        path = file.path
        publicKey = file.publicKey
        privatePart = file.privatePart
        self.prefixDigits = prefixDigits
    }

    /// The same key with another prefix length, which is then kept. See ``CPSClientError/prefixDiffers`` for why
    /// this gives something away.
    ///
    /// - Throws: ``CPSClientError/prefixOutOfRange``.
    public func changingPrefix(toDigits digits: Int) throws(CPSClientError) -> CalleeKeyFile {
        guard (1...64).contains(digits) else { throw .prefixOutOfRange }
        return CalleeKeyFile(self, prefixDigits: digits)
    }

    /// The key itself.
    ///
    /// - Parameter passphrase: is asked for only where the key is sealed.
    /// - Throws: ``CPSClientError/passphraseNeeded``, ``CPSClientError/malformedKeyFile`` where private and public
    ///   key do not belong together, or that the passphrase is wrong.
    public func key(passphrase: GuardedBytes?) throws(CPSClientError) -> CalleeKey {
        do throws(CPSClientError) {
            return try open(passphrase)
        } catch {
            throw path.map { error.about($0) } ?? error
        }
    }

    private func open(_ passphrase: GuardedBytes?) throws(CPSClientError) -> CalleeKey {
        let secret: [UInt8]
        switch privatePart {
        case .plain(let bytes): secret = bytes
        case .sealed(let box):
            guard let passphrase else { throw .passphraseNeeded }
            do {
                let opened = try PassphraseBox.open(box, passphrase: passphrase)
                secret = unsafe opened.withUnsafeBytes { unsafe Array($0) }
            } catch {
                throw .secret(error)
            }
        }
        guard let privateKey = try? RecipientPrivateKey(secretBytes: secret), privateKey.publicKey == publicKey else {
            throw .malformedKeyFile
        }
        return try CalleeKey(privateKey: privateKey, prefixDigits: prefixDigits)
    }

    /// Writes the file, mode 0600, replacing one that is there in one step.
    ///
    /// - Throws: ``CPSClientError`` with the system's reason.
    public func write(to path: String) throws(CPSClientError) {
        do {
            try PrivateFile(path: path).write(sealed: Array(text.utf8))
        } catch {
            throw .secret(error)
        }
    }

    /// Writes a new key, and its public half beside it: both, or none. Neither may be there.
    ///
    /// - Throws: ``CPSClientError`` that names the file, with the system's reason.
    package func create(at path: String, publicFile: String, address: CalleeAddress) throws(CPSClientError) {
        let (keyFile, publicFile) = (OrdinaryFile(path: path), OrdinaryFile(path: publicFile))
        try publicFile.create(Array(address.text.utf8), for: .everyone)
        do {
            // The name is ours from here on; the key then takes its place in one step.
            try keyFile.create(for: .owner)
        } catch {
            publicFile.remove()
            throw error
        }
        do {
            try write(to: path)
        } catch {
            keyFile.remove()
            publicFile.remove()
            throw error
        }
    }

    var text: String {
        var lines = LabelledLines(kind: Self.kind)
        lines.append("public-key", Hex.encode(publicKey.bytes))
        lines.append("index", PlacementIndex(of: publicKey).hex)
        lines.append("prefix-digits", "\(prefixDigits)")
        switch privatePart {
        case .sealed(let box): lines.append("sealed-private-key", Base64URL.encode(box))
        case .plain(let bytes): lines.append("private-key", Hex.encode(bytes))
        }
        return lines.text
    }
}

extension CalleeKeyFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key file(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
