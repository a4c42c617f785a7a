import BlindTokens
import CallPlacement
import Sealing

/// Makes submissions as a client does, with one thing wrong where a test wants it so.
struct Storer {
    let token: HeldToken
    let size: SealedSize

    /// A sound submission of one PASSporT to a recipient.
    func submission(to recipient: RecipientPublicKey, passport: String = "a.b.c") throws -> StoreSubmission {
        let sealed = try SealedPassport(sealing: [passport], to: recipient, size: size)
        return submission(body: recipient.bytes + sealed.bytes, index: PlacementIndex(of: recipient))
    }

    /// A submission of any body, signed over the index and the body, with the token or another one.
    func submission(body: [UInt8], index: PlacementIndex, token other: Token? = nil) -> StoreSubmission {
        let signedBytes = index.bytes + body
        return StoreSubmission(
            index: index, token: other ?? token.token, signature: token.key.sign(signedBytes), signedBytes: signedBytes,
            body: body)
    }

    /// The same submission under another token.
    func exchanging(_ token: Token, in submission: StoreSubmission) -> StoreSubmission {
        StoreSubmission(
            index: submission.index, token: token, signature: submission.signature,
            signedBytes: submission.signedBytes, body: submission.body)
    }
}
