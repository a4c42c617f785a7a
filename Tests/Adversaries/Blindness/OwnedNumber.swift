internal import COpenSSL

/// Owner of one OpenSSL number.
@safe struct OwnedNumber: ~Copyable {
    let pointer: OpaquePointer

    /// The number in big-endian bytes; 0 of none.
    init(_ bytes: [UInt8] = []) throws(Impossible) {
        guard let pointer = unsafe BN_bin2bn(bytes, CInt(bytes.count), nil) else { throw Impossible() }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BN_free(pointer) }

    /// The number in so many bytes.
    func bytes(count: Int) throws(Impossible) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe BN_bn2binpad(pointer, &bytes, CInt(count)) == CInt(count) else { throw Impossible() }
        return bytes
    }
}

/// Owner of the scratch space of one calculation.
@safe struct OwnedScratch: ~Copyable {
    let pointer: OpaquePointer

    /// Empty scratch space.
    init() throws(Impossible) {
        guard let pointer = unsafe BN_CTX_new() else { throw Impossible() }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BN_CTX_free(pointer) }
}

/// OpenSSL could not compute something: there is no such number, or no memory.
struct Impossible: Error {}
