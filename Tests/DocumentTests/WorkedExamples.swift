import BlindTokens
import CPSWire
import Crypto
import Encodings
import Secrets

@testable import Sealing

/// The worked examples of `spec-notes/protocol.md`, computed by the code that they describe.
///
/// The inputs are fixed: hashes of short texts, so that anyone can make them.
struct WorkedExamples {
    private let size = SealedSize.standard
    private let recipient: RecipientPrivateKey
    private let issuerName = "cps.example.com"
    private let passport = "eyJ0eXAiOiJwYXNzcG9ydCJ9.e30.AQ"

    init() throws {
        recipient = try RecipientPrivateKey(secretBytes: Self.secret("recipient"))
    }

    /// The blocks by the names of their markers.
    var all: [String: String] {
        get throws {
            [
                "index": index, "challenge": try challenge, "sealed": try sealedExample, "store": try store,
                "batch": try batch, "problems": problems,
            ]
        }
    }

    /// `SHA-256("example " || name)`.
    private static func secret(_ name: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("example \(name)".utf8)))
    }

    private var index: String {
        Self.block([
            "skR    = H(\"example recipient\")", "       = " + Hex.encode(Self.secret("recipient")),
            "pkR    = " + Hex.encode(recipient.publicKey.bytes),
            "index  = " + PlacementIndex(of: recipient.publicKey).hex,
            "prefix = " + PlacementIndex(of: recipient.publicKey).hex.prefix(4) + "    (4 digits)",
        ])
    }

    private var challenge: String {
        get throws {
            let challenge = try TokenChallenge(issuerName: issuerName, originInfo: issuerName)
            return Self.block([
                "issuer.name      = " + issuerName,
                "challenge        = " + Hex.encode(challenge.bytes),
                "challenge_digest = " + Hex.encode(challenge.digest),
            ])
        }
    }

    /// A sealed PASSporT with a given ephemeral key, through the key schedule that batches use.
    private func sealed() throws -> (bytes: [UInt8], encapsulated: [UInt8]) {
        let ephemeral = try EphemeralEncapsulation(dangerouslyUsing: Self.secret("storer ephemeral"))
        let encapsulated = ephemeral.encapsulated
        let context = KeySchedule(aead: .aes256GCM, info: SealedPassport.info)
            .context(of: try ephemeral.sharedSecret(with: recipient.publicKey))
        let plaintext = try PassportPlaintext.encode([passport], size: size)
        let box = try AES.GCM.seal(
            plaintext, using: context.key(byteCount: 32), nonce: AES.GCM.Nonce(data: context.baseNonce().bytes),
            authenticating: PlacementIndex(of: recipient.publicKey).bytes)
        return ([0x01] + encapsulated + Array(box.ciphertext) + Array(box.tag), encapsulated)
    }

    private var sealedExample: String {
        get throws {
            let (bytes, encapsulated) = try sealed()
            return Self.block([
                "passports        = " + passport,
                "ephemeral secret = H(\"example storer ephemeral\")",
                "                 = "
                    + Hex.encode(Self.secret("storer ephemeral")),
                "enc              = " + Hex.encode(encapsulated),
                "sealed           = " + Self.abridged(bytes),
                "H(sealed)        = " + Hex.encode(SHA256.hash(data: bytes)),
            ])
        }
    }

    private var store: String {
        get throws {
            let kTemp = try KTempPrivateKey(seed: GuardedBytes(copying: Self.secret("K_temp")))
            let body = recipient.publicKey.bytes + (try sealed().bytes)
            let path = WirePath.passports(PlacementIndex(of: recipient.publicKey).hex)
            let digest = StoreSignature.contentDigest(of: body)
            let base = StoreSignature.base(path: path, contentDigest: digest)
            return Self.block(
                [
                    "K_temp secret  = H(\"example K_temp\")", "               = " + Hex.encode(Self.secret("K_temp")),
                    "K_temp public  = " + Hex.encode(kTemp.publicKey.bytes),
                    "H(body)        = " + Hex.encode(SHA256.hash(data: body)),
                    "Content-Digest: " + digest,
                    "signature base:",
                ] + String(decoding: base, as: UTF8.self).split(separator: "\n").map { "    " + $0 } + [
                    "Signature: " + StoreSignature.headerValue(kTemp.sign(base))
                ])
        }
    }

    private var batch: String {
        get throws {
            let ephemeral = try EphemeralEncapsulation(dangerouslyUsing: Self.secret("batch ephemeral"))
            let enc = ephemeral.encapsulated
            let key = Batch.schedule.context(of: try ephemeral.sharedSecret(with: recipient.publicKey))
                .export(Batch.exporterContext, byteCount: 32)
            let live = LiveEntry(recipient: recipient.publicKey, sealed: try sealed().bytes, pending: 1, remaining: 41)
            let again = try EphemeralEncapsulation(dangerouslyUsing: Self.secret("batch ephemeral"))
            let bytes = try BatchSealer(size: size).batch(
                of: [(position: 1, entry: live)], entries: 2, ephemeral: again)
            let entry = Array(bytes.suffix(size.entryByteCount))
            return Self.block([
                "A batch of N = 2 with the PASSporT of section 5 at position 1, pending 1, remaining 41.",
                "",
                "ephemeral secret   = H(\"example batch ephemeral\")",
                "                   = " + Hex.encode(Self.secret("batch ephemeral")),
                "first 35 bytes     = " + Hex.encode(Batch.header(entries: 2, ephemeral: enc)),
                "K                  = " + Hex.encode(key.bytes),
                "nonce of entry 1   = " + Hex.encode(Batch.nonce(position: 1)),
                "end of plaintext   = " + Hex.encode(live.trailer),
                "entry 1            = " + Self.abridged(entry),
                "H(entry 1)         = " + Hex.encode(SHA256.hash(data: entry)),
                "size of the batch  = \(bytes.count)",
            ])
        }
    }

    private var problems: String {
        let rows = ProblemType.allCases.map { "| \($0.status) | `/problems/\($0.rawValue)` | \($0.detail) |" }
        return (["| status | type | detail |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func block(_ lines: [String]) -> String {
        (["```text"] + lines + ["```"]).joined(separator: "\n")
    }

    /// The first 48 and the last 16 bytes.
    private static func abridged(_ bytes: [UInt8]) -> String {
        Hex.encode(bytes.prefix(48)) + "..." + Hex.encode(bytes.suffix(16)) + "  (\(bytes.count) bytes)"
    }
}
