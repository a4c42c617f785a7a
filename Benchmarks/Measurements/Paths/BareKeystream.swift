internal import COpenSSL

/// A stream cipher of OpenSSL and nothing around it: one keyed context, one buffer that is used again and again.
@safe final class BareKeystream {
    private let name: String
    private let context: OpaquePointer
    private let buffer: UnsafeMutableBufferPointer<UInt8>

    /// AES-256-CTR.
    ///
    /// - Parameter byteCount: how many bytes of keystream each call makes.
    convenience init(byteCount: Int) throws {
        try unsafe self.init("AES-256-CTR", EVP_aes_256_ctr(), byteCount: byteCount)
    }

    /// Any cipher with a key of 32 bytes and a counter of 16.
    init(_ name: String, _ cipher: OpaquePointer?, byteCount: Int) throws {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw BareOperationFailure(name) }
        self.name = name
        unsafe self.context = context
        unsafe self.buffer = .allocate(capacity: byteCount)
        unsafe buffer.initialize(repeating: 0)
        let (key, counter) = ([UInt8](repeating: 7, count: 32), [UInt8](repeating: 0, count: 16))
        guard unsafe EVP_EncryptInit_ex2(context, cipher, key, counter, nil) == 1 else {
            throw BareOperationFailure(name)
        }
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
        unsafe buffer.deallocate()
    }

    /// One stretch of keystream, in place.
    func make() throws {
        var written: Int32 = 0
        guard
            unsafe EVP_EncryptUpdate(context, buffer.baseAddress, &written, buffer.baseAddress, Int32(buffer.count))
                == 1
        else { throw BareOperationFailure(name) }
    }
}
