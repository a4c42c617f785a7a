internal import COpenSSL
internal import Crypto

/// The hash of something as long as a store's body.
///
/// On a processor without instructions for SHA-256, OpenSSL takes three quarters of swift-crypto's time for it, and
/// that is a tenth of what a store costs. For a few bytes it is the other way round.
package enum LongDigest {
    /// SHA-256, 32 bytes.
    package static func sha256(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
        let isDone =
            unsafe EVP_Digest(bytes, bytes.count, &digest, nil, HashAlgorithm.sha256.handle, nil) == 1
        return isDone ? digest : Array(SHA256.hash(data: bytes))
    }
}
