import COpenSSL

/// Owner of one OpenSSL `BIGNUM`, wiped and freed when it goes.
///
/// Nothing changes the number once its initialiser has returned.
///
/// Marked `@unchecked` because of the pointer: OpenSSL's functions only read a number that is passed as
/// `const`, and here none is passed otherwise after `init`, so that threads may share it.
@safe struct BigNumber: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// The unsigned big-endian number in `bytes`.
    init(_ bytes: some Collection<UInt8>) throws(TokenError) {
        let bytes = Array(bytes)
        guard let pointer = unsafe BN_bin2bn(bytes, CInt(bytes.count), nil) else { throw .unavailable }
        unsafe self.pointer = pointer
    }

    /// Takes over a number that OpenSSL has made.
    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    /// A number that `compute` writes, answering 1 for success as OpenSSL does.
    init(
        compute: (_ result: OpaquePointer, _ context: OpaquePointer) -> CInt,
        elseThrow failure: TokenError = .unavailable
    ) throws(TokenError) {
        let context = try BigNumberContext()
        guard let pointer = unsafe BN_new() else { throw .unavailable }
        guard unsafe compute(pointer, context.pointer) == 1 else {
            unsafe BN_clear_free(pointer)
            // The failure is reported by the throw; the thread's queue of them would only grow.
            ERR_clear_error()
            throw failure
        }
        unsafe self.pointer = pointer
    }

    /// A secret number that `compute` writes, answering 1 for success as OpenSSL does: in the secure heap, like the
    /// scratch space.
    init(secret compute: (_ result: OpaquePointer, _ context: OpaquePointer) -> CInt) throws(TokenError) {
        let context = try BigNumberContext(isSecret: true)
        let number = try BigNumber()
        guard unsafe compute(number.pointer, context.pointer) == 1 else {
            ERR_clear_error()
            throw .unavailable
        }
        self = number
    }

    /// A number of a key by OpenSSL's name for it, in the secure heap.
    ///
    /// - Throws: ``TokenError/refusedKey`` where the key has none of this name.
    init(named name: String, of key: OpaquePointer) throws(TokenError) {
        let number = try BigNumber()
        var target: OpaquePointer? = unsafe number.pointer
        guard unsafe EVP_PKEY_get_bn_param(key, name, &target) == 1 else {
            ERR_clear_error()
            throw .refusedKey
        }
        self = number
    }

    /// Room for a number in the secure heap.
    private init() throws(TokenError) {
        guard let pointer = unsafe BN_secure_new() else { throw .unavailable }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BN_clear_free(pointer) }

    /// Number of significant bits.
    var bitCount: Int { Int(unsafe BN_num_bits(pointer)) }

    /// Whether this is 1.
    var isOne: Bool { unsafe BN_is_one(pointer) == 1 }

    /// Whether this is odd.
    var isOdd: Bool { unsafe BN_is_odd(pointer) == 1 }

    /// Whether this is 0.
    var isZero: Bool { unsafe BN_is_zero(pointer) == 1 }

    /// The number in `count` big-endian bytes; one that needs more is a fault of this library.
    func bytes(count: Int) throws(TokenError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe BN_bn2binpad(pointer, &bytes, CInt(count)) == CInt(count) else { throw .unavailable }
        return bytes
    }

    static func == (left: borrowing BigNumber, right: borrowing BigNumber) -> Bool {
        unsafe BN_cmp(left.pointer, right.pointer) == 0
    }

    static func < (left: borrowing BigNumber, right: borrowing BigNumber) -> Bool {
        unsafe BN_cmp(left.pointer, right.pointer) < 0
    }
}
