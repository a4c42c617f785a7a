package import BlindTokens
import Crypto
import Foundation

/// A store in the making: correct unless a part of it is changed.
///
/// The bytes of the sealed PASSporT are random: the service never looks inside.
package struct StoreOrder: Sendable {
    package static let sealedByteCount = 2048

    package let recipient: Recipient
    /// The last part but one of the path.
    package var index: String
    /// What the recipient shall get.
    package let sealed: [UInt8]
    package var body: [UInt8]
    package var authorization: String
    /// The path that is signed, where another than the request's.
    package var signedPath: String?
    package var signer: KTempPrivateKey

    package init(to recipient: Recipient, with token: HeldToken) {
        self.recipient = recipient
        index = recipient.index
        sealed = (0..<Self.sealedByteCount).map { _ in UInt8.random(in: .min ... .max) }
        body = recipient.publicKey + sealed
        authorization = PrivateTokenAuthorization.authorization(token.token)
        signer = token.key
    }

    /// The request, digest and signature made for what the parts are now.
    package var request: RawRequest {
        let path = "/cps/\(index)/ppts"
        let digest = "sha-256=:\(Data(SHA256.hash(data: body)).base64EncodedString()):"
        let parameters = #"("@method" "@path" "content-digest");alg="ed25519""#
        let base = [
            #""@method": POST"#, #""@path": \#(signedPath ?? path)"#, #""content-digest": \#(digest)"#,
            #""@signature-params": \#(parameters)"#,
        ].joined(separator: "\n")
        let signature = Data(signer.sign(Array(base.utf8))).base64EncodedString()
        return RawRequest(
            "POST", path,
            fields: [
                ("authorization", authorization), ("content-type", "application/octet-stream"),
                ("content-digest", digest), ("signature-input", "store=\(parameters)"),
                ("signature", "store=:\(signature):"),
            ],
            body: body)
    }
}
