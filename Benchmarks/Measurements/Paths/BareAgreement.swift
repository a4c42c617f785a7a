internal import COpenSSL
internal import CSodium
internal import Crypto

/// X25519 and nothing around it: one private key against many public ones, all of them read beforehand.
enum BareAgreement {
    /// Each contender's operation is one agreement with every one of the keys.
    static func contenders(with publicKeys: [[UInt8]]) throws -> [Contender] {
        let secret = Curve25519.KeyAgreement.PrivateKey()
        let keys = try publicKeys.map { try Curve25519.KeyAgreement.PublicKey(rawRepresentation: $0) }
        let secretBytes = Array(secret.rawRepresentation)
        let openSSL = try OpenSSLAgreement(secret: secretBytes, publicKeys: publicKeys)
        return [
            Contender(library: "swift-crypto") {
                for key in keys { _ = try secret.sharedSecretFromKeyAgreement(with: key) }
            },
            Contender(library: "libsodium") {
                var shared = [UInt8](repeating: 0, count: 32)
                for key in publicKeys {
                    guard unsafe crypto_scalarmult_curve25519(&shared, secretBytes, key) == 0 else {
                        throw BareOperationFailure("X25519")
                    }
                }
            },
            Contender(library: "OpenSSL", operation: openSSL.agree),
        ]
    }
}

/// OpenSSL's X25519, with its keys and its context made beforehand.
@safe private final class OpenSSLAgreement {
    private let secret: OpaquePointer
    private let context: OpaquePointer
    private let publicKeys: [OpaquePointer]

    init(secret: [UInt8], publicKeys: [[UInt8]]) throws {
        guard let secret = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nil, secret, secret.count),
            let context = unsafe EVP_PKEY_CTX_new(secret, nil), unsafe EVP_PKEY_derive_init(context) == 1
        else { throw BareOperationFailure("X25519") }
        unsafe self.secret = secret
        unsafe self.context = context
        unsafe self.publicKeys = try publicKeys.map { bytes in
            guard let key = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nil, bytes, bytes.count) else {
                throw BareOperationFailure("X25519")
            }
            return unsafe key
        }
    }

    deinit {
        for index in unsafe publicKeys.indices { unsafe EVP_PKEY_free(publicKeys[index]) }
        unsafe EVP_PKEY_CTX_free(context)
        unsafe EVP_PKEY_free(secret)
    }

    func agree() throws {
        var shared = [UInt8](repeating: 0, count: 32)
        for index in unsafe publicKeys.indices {
            var count = shared.count
            guard unsafe EVP_PKEY_derive_set_peer(context, publicKeys[index]) == 1,
                unsafe EVP_PKEY_derive(context, &shared, &count) == 1
            else { throw BareOperationFailure("X25519") }
        }
    }
}
