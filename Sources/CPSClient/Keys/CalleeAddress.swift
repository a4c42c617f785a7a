internal import Encodings
public import Sealing

/// What a called party gives to its callers: its public key, and where to leave PASSporTs. Text:
///
/// ```
/// cps-public-key-v1
/// public-key: <64 hexadecimal digits>
/// index: <64 hexadecimal digits>
/// service: https://cps.example
/// ```
///
/// The last line may be missing.
public struct CalleeAddress: Hashable, Sendable {
    static let kind = "cps-public-key-v1"
    private static let byteLimit = 4096

    /// The public key to seal to.
    public let publicKey: RecipientPublicKey
    /// The service to store at, where it says one: `https://HOST` or `https://HOST:PORT`.
    public let service: String?

    /// An address.
    ///
    /// - Throws: ``CPSClientError/malformedServiceURL``.
    public init(publicKey: RecipientPublicKey, service: String? = nil) throws(CPSClientError) {
        self.publicKey = publicKey
        self.service = try service.map { (text) throws(CPSClientError) in try ServiceAddress(text: text).origin }
    }

    /// Reads 64 hexadecimal digits of a public key, or else the file of that name.
    ///
    /// - Throws: ``CPSClientError/refusedKey``, ``CPSClientError/malformedServiceURL``, or that there is no such file.
    public init(keyOrFile text: String) throws(CPSClientError) {
        if let key = Self.key(text) {
            try self.init(publicKey: key)
        } else {
            // 64 digits are meant as a key, even where they are none.
            guard text.utf8.count != 64 || !text.allSatisfy(\.isHexDigit) else { throw .refusedKey }
            let bytes = try OrdinaryFile(path: text).read(upTo: Self.byteLimit)
            do throws(CPSClientError) {
                try self.init(text: String(decoding: bytes, as: UTF8.self))
            } catch {
                throw error.about(text)
            }
        }
    }

    init(text: String) throws(CPSClientError) {
        guard let lines = LabelledLines(text, kind: Self.kind), let key = lines["public-key"].flatMap(Self.key),
            lines["index"] == PlacementIndex(of: key).hex
        else { throw .refusedKey }
        try self.init(publicKey: key, service: lines["service"])
    }

    /// The file's text.
    public var text: String {
        var lines = LabelledLines(kind: Self.kind)
        lines.append("public-key", publicKeyHex)
        lines.append("index", PlacementIndex(of: publicKey).hex)
        if let service { lines.append("service", service) }
        return lines.text
    }

    /// The public key as 64 hexadecimal digits.
    public var publicKeyHex: String { Hex.encode(publicKey.bytes) }

    private static func key(_ text: String) -> RecipientPublicKey? {
        guard text.utf8.count == 64, let bytes = Hex.decode(Array(text.utf8)) else { return nil }
        return try? RecipientPublicKey(bytes: bytes)
    }
}
