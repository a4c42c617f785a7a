import COpenSSL
import CallPlacement

/// AES-256 in counter mode under the key of one second, for one record after another.
///
/// Nobody but the service writes to its folder, so nothing is authenticated here; a record that is not read back
/// as it was written is refused by what it says of itself.
///
/// It keeps the schedule of the last key until it goes out of scope: make one for a piece of work, and no longer.
@safe struct RecordCipher: ~Copyable {
    private let context: OpaquePointer
    /// The second whose key is scheduled. Neighbours mostly have the same, and scheduling costs as much as the rest.
    private var second: UInt64?

    /// A cipher without a key.
    init() throws(StoreError) {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw .failed("cannot make a cipher") }
        unsafe self.context = context
        self.second = nil
    }

    deinit {
        // Overwrites its schedule of the key.
        unsafe EVP_CIPHER_CTX_free(context)
    }

    /// Begins a record.
    ///
    /// - Parameters:
    ///   - second: the second that the key belongs to, alone: it has had no other.
    ///   - key: its key, needed no longer afterwards.
    ///   - header: begins with 14 bytes that no other record under this key has. Two bytes are left for the counter,
    ///     which is enough for a megabyte.
    mutating func begin(second: UInt64, key: UnsafeRawBufferPointer, header: Span<UInt8>) throws(StoreError) {
        precondition(
            key.count == 32 && header.count >= ExpiryKeys.headerByteCount, "AES-256 takes 32 bytes of key, 16 of start")
        var start: [16 of UInt8] = .init(repeating: 0)
        for place in 0..<ExpiryKeys.headerByteCount { start[place] = header[place] }
        let isScheduled = self.second == second
        self.second = nil
        let isBegun = unsafe withUnsafeBytes(of: start) { start in
            let start = unsafe start.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe isScheduled
                ? EVP_EncryptInit_ex2(context, nil, nil, start, nil) == 1
                : EVP_EncryptInit_ex2(
                    context, Algorithm.aes256CTR.handle, key.baseAddress?.assumingMemoryBound(to: UInt8.self), start,
                    nil) == 1
        }
        guard isBegun else { throw .failed("cannot start a cipher") }
        self.second = second
    }

    /// Encrypts or decrypts the next bytes of the record into `output`, from a place on.
    borrowing func apply(_ input: Span<UInt8>, into output: inout [UInt8], at place: Int) throws(StoreError) {
        precondition(place >= 0 && place + input.count <= output.count, "what is encrypted fits")
        guard input.count > 0 else { return }
        let isDone = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe input.withUnsafeBufferPointer { input in
                var written: Int32 = 0
                guard let target = output.baseAddress else { return false }
                return unsafe EVP_EncryptUpdate(
                    context, target + place, &written, input.baseAddress, Int32(input.count)) == 1
                    && Int(written) == input.count
            }
        }
        guard isDone else { throw .failed("a cipher did not do its work") }
    }

    /// Encrypts the next bytes of the record where they stand, from a place on.
    borrowing func apply(to bytes: inout [UInt8], from start: Int) throws(StoreError) {
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
