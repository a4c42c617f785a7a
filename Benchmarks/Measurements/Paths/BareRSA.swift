internal import BlindTokens
internal import COpenSSL
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Secrets

/// RSA-2048 PSS with SHA-384 and nothing around it: verifying one signature again and again.
enum BareRSA {
    /// The private key as swift-crypto reads it.
    static func pkcs8(of key: BlindRSAPrivateKey) throws -> Data {
        unsafe try key.pkcs8().withUnsafeBytes { unsafe Data($0) }
    }

    /// The same private key, in swift-crypto's hands.
    static func swiftCryptoBlindKey(pkcs8: Data) throws -> _RSA.BlindSigning.PrivateKey<SHA384> {
        try _RSA.BlindSigning.PrivateKey(
            derRepresentation: pkcs8, parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }

    /// Each contender's operation is one verification, from the message to the verdict.
    static func contenders(_ token: Token, by key: BlindRSAPublicKey) throws -> [Contender] {
        // The encoding ends with the modulus and five bytes of exponent.
        let publicKey = try _RSA.Signing.PublicKey(n: Data(key.spki.dropLast(5).suffix(256)), e: Data([1, 0, 1]))
        let signature = _RSA.Signing.RSASignature(rawRepresentation: token.authenticator)
        let message = token.authenticatorInput
        let openSSL = try OpenSSLVerification(publicKeyDER: Array(publicKey.derRepresentation))
        return [
            Contender(library: "swift-crypto") {
                guard publicKey.isValidSignature(signature, for: SHA384.hash(data: message), padding: .PSS) else {
                    throw BareOperationFailure("RSA-PSS")
                }
            },
            Contender(library: "OpenSSL") {
                try openSSL.verify(token.authenticator, of: message)
            },
        ]
    }
}

/// OpenSSL's RSA-PSS verification, with its key and its context made beforehand.
@safe private final class OpenSSLVerification {
    private let key: OpaquePointer
    private let context: OpaquePointer

    init(publicKeyDER: [UInt8]) throws {
        let key: OpaquePointer? = unsafe publicKeyDER.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return unsafe d2i_PUBKEY(nil, &next, bytes.count)
        }
        guard let key = unsafe key, let context = unsafe EVP_PKEY_CTX_new(key, nil),
            unsafe EVP_PKEY_verify_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1,
            unsafe EVP_PKEY_CTX_set_signature_md(context, EVP_sha384()) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(context, 48) == 1
        else { throw BareOperationFailure("RSA-PSS") }
        unsafe self.key = key
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_PKEY_CTX_free(context)
        unsafe EVP_PKEY_free(key)
    }

    func verify(_ signature: [UInt8], of message: [UInt8]) throws {
        var hash = [UInt8](repeating: 0, count: 48)
        guard unsafe EVP_Digest(message, message.count, &hash, nil, EVP_sha384(), nil) == 1,
            unsafe EVP_PKEY_verify(context, signature, signature.count, hash, hash.count) == 1
        else { throw BareOperationFailure("RSA-PSS") }
    }
}
