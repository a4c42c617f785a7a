import BlindTokens
import CPSWire
import Encodings
import HTTPTypes
import Hummingbird
import NIOCore
import Sealing

/// A whole and correct store, in parts that can be exchanged and altered one by one.
struct StoreAttempt: Sendable, Equatable {
    /// The digits in the path.
    var index: String
    /// The token's bytes.
    var token: [UInt8]
    /// SHA-256 of the body.
    var digest: [UInt8]
    /// K_temp's signature.
    var signature: [UInt8]
    var body: [UInt8]
    /// Values of header fields that are not written from the parts.
    var written: [String: String] = [:]

    /// Somebody's store with a token of their own.
    init(to recipient: RecipientPublicKey, sealed: [UInt8], with held: HeldToken) {
        index = PlacementIndex(of: recipient).hex
        token = held.token.bytes
        body = recipient.bytes + sealed
        digest = []
        signature = []
        sign(by: held.key)
    }

    /// Makes the digest the body's.
    mutating func digestBody() { digest = WholeDigest.sha256(of: body) }

    /// Makes digest and signature those of the other parts, or of another path.
    mutating func sign(by key: KTempPrivateKey, path: String? = nil) {
        digestBody()
        signature = key.sign(
            StoreSignature.base(
                path: path ?? WirePath.passports(index), contentDigest: StoreSignature.contentDigest(sha256: digest)))
    }

    /// The request, as HTTP's decoder hands it on.
    var request: Request {
        var fields = HTTPFields()
        for (name, value) in [
            ("content-type", MediaType.store), ("content-length", "\(body.count)"),
            ("authorization", "PrivateToken token=\"\(Base64URL.encode(token))\""),
            ("content-digest", StoreSignature.contentDigest(sha256: digest)),
            ("signature-input", StoreSignature.signatureInput),
            ("signature", StoreSignature.headerValue(signature)),
        ] {
            if let field = HTTPField.Name(name) { fields[field] = written[name] ?? value }
        }
        return Request(
            head: HTTPRequest(
                method: .post, scheme: "https", authority: "localhost", path: "/cps/\(index)/ppts",
                headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
    }
}
