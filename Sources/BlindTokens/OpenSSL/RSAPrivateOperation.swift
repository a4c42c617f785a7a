import COpenSSL
package import Secrets

/// Owner of one OpenSSL `EVP_PKEY`: an RSA key pair of any size, and the private operation with it.
///
/// The private numbers lie in ``OpenSSLSecureHeap``. OpenSSL 3.0 still leaves copies of the primes (in its
/// Montgomery contexts) and of a key being read or written on the ordinary heap, which is why
/// `ProcessHardening` closes the process to dumps and debuggers.
@safe package final class RSAPrivateOperation: Sendable {
    // OpenSSL locks what it changes inside a key (its blinding factors), so that threads may share it.
    private nonisolated(unsafe) let key: OpaquePointer
    /// The public half.
    package let publicNumbers: RSAPublicNumbers

    /// Takes over a key pair, which is freed here whether or not this succeeds.
    private init(owning key: OpaquePointer) throws(TokenError) {
        do throws(TokenError) {
            publicNumbers = try RSAPublicNumbers(
                modulus: try unsafe Self.publicNumber("n", of: key),
                exponent: try unsafe Self.publicNumber("e", of: key))
        } catch {
            unsafe EVP_PKEY_free(key)
            throw error
        }
        unsafe self.key = key
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// A new key pair of `bits` bits with the exponent 65537.
    package convenience init(generatingBits bits: Int) throws(TokenError) {
        OpenSSLSecureHeap.initialise()
        let context = try unsafe KeyContext(EVP_PKEY_CTX_new_from_name(nil, "RSA", nil))
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context.pointer, CInt(bits)) == 1,
            unsafe EVP_PKEY_generate(context.pointer, &key) == 1, let key = unsafe key
        else { throw .unavailable }
        try unsafe self.init(owning: key)
    }

    /// Reads a PKCS #8 `PrivateKeyInfo` in DER (RFC 5958) and checks that its numbers belong together.
    ///
    /// - Throws: ``TokenError/refusedKey`` for anything but one sound RSA key pair.
    package convenience init(pkcs8: GuardedBytes) throws(TokenError) {
        OpenSSLSecureHeap.initialise()
        let key = unsafe pkcs8.withUnsafeBytes { bytes -> OpaquePointer? in
            let start = unsafe bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            var next = unsafe start
            let key = unsafe d2i_PrivateKey_ex(EVP_PKEY_RSA, nil, &next, bytes.count, nil, nil)
            guard unsafe key != nil, unsafe next == start.map({ unsafe $0 + bytes.count }) else {
                unsafe EVP_PKEY_free(key)
                return nil
            }
            return unsafe key
        }
        guard let key = unsafe key else {
            ERR_clear_error()
            throw .refusedKey
        }
        try unsafe self.init(owning: key)
        do throws(TokenError) {
            try checkThatNumbersBelongTogether()
        } catch {
            throw error == .unavailable ? error : .refusedKey
        }
    }

    /// Checks every number against the others, and that the whole works on a number that nobody has chosen.
    ///
    /// `EVP_PKEY_check` would besides look for a factor of each prime, 64 times over, which takes more than half the
    /// processor time of a start. That shows what has been made to deceive; but the file is the owner's own, and who
    /// can write another into its place can write a sound one. A damaged factor shows here: for a number that is no
    /// prime, raising to a multiple of one less than it gives back hardly any random number.
    private func checkThatNumbersBelongTogether() throws(TokenError) {
        let numbers = try unsafe RSAPrivateNumbers(of: key)
        guard try numbers.belongTogether() else { throw .refusedKey }
        var generator = SystemRandomNumberGenerator()
        var probe = (0..<publicNumbers.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // Below the modulus, whose first bit may stand anywhere in its first byte.
        probe[0] = 0
        _ = try power(probe)
    }

    /// The key pair as a PKCS #8 `PrivateKeyInfo` in DER.
    package func pkcs8() throws(TokenError) -> GuardedBytes {
        guard let info = unsafe EVP_PKEY2PKCS8(key) else { throw .unavailable }
        // Frees its octets wiped.
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        let count = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, nil)
        guard count > 0 else { throw .unavailable }
        do throws(SecretsError) {
            return try unsafe GuardedBytes(count: Int(count)) { buffer in
                var next = unsafe buffer.assumingMemoryBound(to: UInt8.self).baseAddress
                return unsafe i2d_PKCS8_PRIV_KEY_INFO(info, &next) == count
            }
        } catch {
            throw .unavailable
        }
    }

    /// `input^d mod n`, let out by ``release(_:for:)``.
    ///
    /// The dearest step of the service. OpenSSL blinds the number against timing.
    ///
    /// - Throws: ``TokenError/wrongLength``, ``TokenError/outOfRange`` for `input >= n`,
    ///   ``TokenError/invalidSignature`` for a fault in the calculation.
    package func power(_ input: [UInt8]) throws(TokenError) -> [UInt8] {
        _ = try publicNumbers.residue(input)
        // A context costs about a hundredth of the operation, so each has its own and threads share none.
        let context = try unsafe KeyContext(EVP_PKEY_CTX_new_from_pkey(nil, key, nil))
        var output = [UInt8](repeating: 0, count: publicNumbers.byteCount)
        var outputCount = output.count
        guard unsafe EVP_PKEY_decrypt_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_NO_PADDING) == 1,
            unsafe EVP_PKEY_decrypt(context.pointer, &output, &outputCount, input, input.count) == 1,
            outputCount == output.count
        else {
            ERR_clear_error()
            throw .unavailable
        }
        return try release(output, for: input)
    }

    /// Lets a result out only when the public key turns it back into the input: a faulty one would give
    /// away the private key (RFC 9474 section 4.3).
    ///
    /// - Throws: ``TokenError/invalidSignature``.
    package func release(_ output: [UInt8], for input: [UInt8]) throws(TokenError) -> [UInt8] {
        let power = try publicNumbers.power(try publicNumbers.residue(output))
        guard power == (try publicNumbers.residue(input)) else { throw .invalidSignature }
        return output
    }

    /// A public number of a key, by OpenSSL's name for it, big-endian.
    private static func publicNumber(_ name: String, of key: OpaquePointer) throws(TokenError) -> [UInt8] {
        var number: OpaquePointer?
        guard unsafe EVP_PKEY_get_bn_param(key, name, &number) == 1, let number = unsafe number else {
            throw .refusedKey
        }
        let owned = unsafe BigNumber(owning: number)
        return try owned.bytes(count: (owned.bitCount + 7) / 8)
    }
}
