import COpenSSL

/// The modulus `n` and exponent `e` of an RSA public key, of any size, and what is computed with them.
///
/// ``BlindRSAPublicKey`` is what the service uses; it takes 2048-bit keys alone.
package final class RSAPublicNumbers: Sendable {
    /// Number of bytes of the modulus, and so of signatures and blinded messages.
    package let byteCount: Int
    /// Number of bits of the modulus.
    package let bitCount: Int

    private let modulus: BigNumber
    private let exponent: BigNumber
    private let montgomery: MontgomeryModulus
    /// 16 for the exponent 65537 = 2^16 + 1, which all keys of the service have; 0 for any other.
    private let squarings: Int

    /// Wraps big-endian numbers.
    ///
    /// - Throws: ``TokenError/refusedKey`` for an even number, an exponent below 3, a modulus below 1024 bits.
    package init(
        modulus: some Collection<UInt8>, exponent exponentBytes: some Collection<UInt8>
    ) throws(TokenError) {
        let modulus = try BigNumber(modulus)
        let exponent = try BigNumber(exponentBytes)
        guard modulus.bitCount >= 1024, modulus.isOdd, exponent.bitCount >= 2, exponent.isOdd else {
            throw .refusedKey
        }
        self.bitCount = modulus.bitCount
        self.byteCount = (modulus.bitCount + 7) / 8
        self.montgomery = try MontgomeryModulus(modulus)
        self.squarings = Array(exponentBytes) == [0x01, 0x00, 0x01] ? 16 : 0
        self.modulus = modulus
        self.exponent = exponent
    }

    /// The two numbers, big-endian and without leading zeros.
    func bytes() throws(TokenError) -> (modulus: [UInt8], exponent: [UInt8]) {
        (
            modulus: try modulus.bytes(count: byteCount),
            exponent: try exponent.bytes(count: (exponent.bitCount + 7) / 8)
        )
    }

    /// Reads `byteCount` big-endian bytes as a number below the modulus.
    func residue(_ bytes: [UInt8]) throws(TokenError) -> BigNumber {
        guard bytes.count == byteCount else { throw .wrongLength }
        let number = try BigNumber(bytes)
        guard number < modulus else { throw .outOfRange }
        return number
    }

    /// `base^e mod n`, for a base below the modulus.
    func power(_ base: borrowing BigNumber) throws(TokenError) -> BigNumber {
        let base = unsafe base.pointer
        return try unsafe BigNumber { result, context in
            if squarings > 0 {
                unsafe powerBySquaring(base, into: result, context)
            } else {
                unsafe BN_mod_exp_mont(
                    result, base, exponent.pointer, modulus.pointer, context, montgomery.pointer)
            }
        }
    }

    /// `base^(2^squarings + 1)`: squared again and again in Montgomery's form, and multiplied once by the base as it
    /// is, which undoes that form. It saves what OpenSSL does for exponents that it does not know.
    private func powerBySquaring(_ base: OpaquePointer, into result: OpaquePointer, _ context: OpaquePointer) -> CInt {
        let montgomery = unsafe montgomery.pointer
        guard unsafe BN_to_montgomery(result, base, montgomery, context) == 1 else { return 0 }
        for _ in 0..<squarings {
            guard unsafe BN_mod_mul_montgomery(result, result, result, montgomery, context) == 1 else { return 0 }
        }
        return unsafe BN_mod_mul_montgomery(result, result, base, montgomery, context)
    }

    /// `left * right mod n`.
    func product(_ left: borrowing BigNumber, _ right: borrowing BigNumber) throws(TokenError) -> BigNumber {
        let (left, right) = unsafe (left.pointer, right.pointer)
        return try unsafe BigNumber { result, context in
            unsafe BN_mod_mul(result, left, right, modulus.pointer, context)
        }
    }

    /// The inverse of a number modulo `n`; in constant time for a number from ``randomResidue()``.
    ///
    /// - Throws: ``TokenError/outOfRange`` where there is none.
    func inverse(_ number: borrowing BigNumber) throws(TokenError) -> BigNumber {
        let number = unsafe number.pointer
        return try unsafe BigNumber(
            compute: { result, context in
                unsafe BN_mod_inverse(result, number, modulus.pointer, context) == nil ? 0 : 1
            }, elseThrow: .outOfRange)
    }

    /// Whether a number shares no factor with `n`.
    func isCoprime(_ number: borrowing BigNumber) throws(TokenError) -> Bool {
        let number = unsafe number.pointer
        return try unsafe BigNumber { result, context in
            unsafe BN_gcd(result, number, modulus.pointer, context)
        }.isOne
    }

    /// A uniformly random number from 1 to `n - 1`, from OpenSSL's generator for private values.
    func randomResidue() throws(TokenError) -> BigNumber {
        while true {
            let number = try unsafe BigNumber { result, _ in
                unsafe BN_set_flags(result, BN_FLG_CONSTTIME)
                return unsafe BN_priv_rand_range(result, modulus.pointer)
            }
            if !number.isZero { return number }
        }
    }
}
