internal import COpenSSL
internal import CSodium
internal import Crypto

/// Ed25519 and nothing around it: verifying one signature again and again.
enum BareEd25519 {
    /// Each contender's operation is one verification.
    static func contenders(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) throws -> [Contender] {
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        let openSSL = try OpenSSLSignature(publicKey: publicKey)
        return [
            Contender(library: "swift-crypto") {
                guard key.isValidSignature(signature, for: message) else { throw BareOperationFailure("Ed25519") }
            },
            Contender(library: "libsodium") {
                guard
                    unsafe crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), publicKey)
                        == 0
                else { throw BareOperationFailure("Ed25519") }
            },
            Contender(library: "OpenSSL") { try openSSL.verify(signature, of: message) },
        ]
    }
}

/// OpenSSL's Ed25519, with its key and its context made beforehand.
@safe private final class OpenSSLSignature {
    private let key: OpaquePointer
    private let context: OpaquePointer

    init(publicKey: [UInt8]) throws {
        guard let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count),
            let context = unsafe EVP_MD_CTX_new(),
            unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
        else { throw BareOperationFailure("Ed25519") }
        unsafe self.key = key
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
        unsafe EVP_PKEY_free(key)
    }

    func verify(_ signature: [UInt8], of message: [UInt8]) throws {
        guard unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1 else {
            throw BareOperationFailure("Ed25519")
        }
    }
}
