import COpenSSL
import Crypto

/// The hash function of EMSA-PSS as it is used here: SHA-384, fetched from OpenSSL once.
@safe struct EncodingHash: @unchecked Sendable {  // an EVP_MD never changes after it was fetched
    /// Number of bytes.
    static let byteCount = SHA384.byteCount

    private let handle: OpaquePointer?
    private static let fetched = unsafe EncodingHash(handle: EVP_MD_fetch(nil, "SHA384", nil))

    /// Writes the 48 bytes where they are wanted, over what is there.
    static func write(of bytes: [UInt8], into target: inout [UInt8], at offset: Int = 0) {
        precondition(offset >= 0 && offset + byteCount <= target.count, "a digest has 48 bytes")
        let isDone = unsafe target.withUnsafeMutableBufferPointer { target in
            guard let start = target.baseAddress else { return false }
            return unsafe EVP_Digest(bytes, bytes.count, start + offset, nil, fetched.handle, nil) == 1
        }
        if !isDone { target.replaceSubrange(offset..<offset + byteCount, with: Array(SHA384.hash(data: bytes))) }
    }
}
