import COpenSSL
import CallPlacement

/// AES-256 in counter mode under the key of one second, for one record.
///
/// Nobody but the service writes to its folder, so nothing is authenticated here; a record that is not read back
/// as it was written is refused by what it says of itself.
@safe struct RecordCipher: ~Copyable {
    private let context: OpaquePointer

    /// Readies the cipher; the key is needed no longer afterwards.
    ///
    /// - Parameter header: 14 bytes that no other record under this key has. Two bytes are left for the counter, which
    ///   is enough for a megabyte.
    init(key: UnsafeRawBufferPointer, header: [UInt8]) throws(StoreError) {
        precondition(
            key.count == 32 && header.count == ExpiryKeys.headerByteCount, "AES-256 takes 32 bytes of key, 16 of start")
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .failed("cannot make a cipher") }
        let key = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard unsafe EVP_EncryptInit_ex2(context, Algorithm.aes256CTR.handle, key, header + [0, 0], nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .failed("cannot start a cipher")
        }
        unsafe self.context = context
    }

    deinit {
        // Overwrites its schedule of the key.
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Encrypts or decrypts bytes from a place on, where they stand.
    consuming func apply(to bytes: inout [UInt8], from start: Int) throws(StoreError) {
        let isDone = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return true }
            var written: Int32 = 0
            let count = Int32(bytes.count - start)
            return unsafe EVP_EncryptUpdate(context, base + start, &written, base + start, count) == 1
                && written == count
        }
        guard isDone else { throw .failed("a cipher did not do its work") }
    }
}

/// Fetched from OpenSSL once: a look-up by name in every call costs more than the rest.
@safe private struct Algorithm: @unchecked Sendable {  // an EVP_CIPHER never changes after it was fetched
    let handle: OpaquePointer?

    static let aes256CTR = unsafe Algorithm(handle: EVP_CIPHER_fetch(nil, "AES-256-CTR", nil))
}
