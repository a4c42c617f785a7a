internal import COpenSSL

/// SHA-256, fetched from OpenSSL once.
@safe struct HashAlgorithm: @unchecked Sendable {  // an EVP_MD never changes after it was fetched
    let handle: OpaquePointer?

    static let sha256 = unsafe HashAlgorithm(handle: EVP_MD_fetch(nil, "SHA256", nil))
}
