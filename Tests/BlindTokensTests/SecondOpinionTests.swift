import BlindTokens
import Crypto
import CryptoExtras
import Foundation
import Secrets
import Testing

/// swift-crypto's blind RSA, on BoringSSL, on the other side of each exchange.
@Suite("Second opinion")
struct SecondOpinionTests {
    private let message = Array("a token's authenticator input".utf8)

    private func otherPublicKey(_ key: BlindRSAPublicKey) throws -> _RSA.BlindSigning.PublicKey<SHA384> {
        // The modulus ends five bytes before the end of the encoded key.
        let modulus = Data(key.spki.dropLast(5).suffix(256))
        return try _RSA.BlindSigning.PublicKey(
            n: modulus, e: Data([1, 0, 1]), parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    private func otherPrivateKey(_ key: BlindRSAPrivateKey) throws -> _RSA.BlindSigning.PrivateKey<SHA384> {
        let der = try unsafe key.pkcs8().withUnsafeBytes { unsafe Array($0) }
        let pem = "-----BEGIN PRIVATE KEY-----\n\(Data(der).base64EncodedString())\n-----END PRIVATE KEY-----\n"
        return try _RSA.BlindSigning.PrivateKey(
            pemRepresentation: pem, parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    @Test("its client, our signer")
    func otherClient() throws {
        let key = try TestKeys.issuer
        let client = try otherPublicKey(key.publicKey)
        let prepared = client.prepare(message)
        let blinded = try client.blind(prepared)
        let answer = try key.blindSign(Array(blinded.blindedMessage))
        let signature = try client.finalize(
            .init(rawRepresentation: answer), for: prepared, blindingInverse: blinded.inverse)
        #expect(key.publicKey.isValidSignature(Array(signature.rawRepresentation), for: message))
    }

    @Test("our client, its signer")
    func otherSigner() throws {
        let key = try TestKeys.issuer
        let signer = try otherPrivateKey(key)
        let blinded = try key.publicKey.blind(message)
        let answer = try signer.blindSignature(for: blinded.bytes)
        let signature = try blinded.finalize(Array(answer.rawRepresentation))
        let client = try otherPublicKey(key.publicKey)
        #expect(client.isValidSignature(.init(rawRepresentation: signature), for: client.prepare(message)))
        #expect(!client.isValidSignature(.init(rawRepresentation: signature), for: client.prepare(message + [0])))
    }

    @Test("its Ed25519 and ours agree")
    func ed25519() throws {
        let ours = try KTempPrivateKey.generate()
        let seed = try unsafe ours.seed.withUnsafeBytes { unsafe Data($0) }
        let theirs = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        #expect(Array(theirs.publicKey.rawRepresentation) == ours.publicKey.bytes)
        #expect(theirs.publicKey.isValidSignature(Data(ours.sign(message)), for: message))
        #expect(ours.publicKey.isValidSignature(Array(try theirs.signature(for: message)), for: message))
    }
}
