import COpenSSL

/// The private numbers of an RSA key pair, to see whether they belong together (RFC 8017 section 3.2).
///
/// They lie in OpenSSL's secure heap for as long as this value lives.
struct RSAPrivateNumbers: ~Copyable {
    private let modulus: BigNumber
    private let exponent: BigNumber
    private let privateExponent: BigNumber
    private let p: BigNumber
    private let q: BigNumber
    private let exponentP: BigNumber
    private let exponentQ: BigNumber
    private let coefficient: BigNumber

    /// The numbers of a key.
    ///
    /// - Throws: ``TokenError/refusedKey`` where the key lacks one.
    init(of key: OpaquePointer) throws(TokenError) {
        let modulus = try unsafe BigNumber(named: "n", of: key)
        let exponent = try unsafe BigNumber(named: "e", of: key)
        let privateExponent = try unsafe BigNumber(named: "d", of: key)
        let p = try unsafe BigNumber(named: "rsa-factor1", of: key)
        let q = try unsafe BigNumber(named: "rsa-factor2", of: key)
        let exponentP = try unsafe BigNumber(named: "rsa-exponent1", of: key)
        let exponentQ = try unsafe BigNumber(named: "rsa-exponent2", of: key)
        let coefficient = try unsafe BigNumber(named: "rsa-coefficient1", of: key)
        self.modulus = modulus
        self.exponent = exponent
        self.privateExponent = privateExponent
        self.p = p
        self.q = q
        self.exponentP = exponentP
        self.exponentQ = exponentQ
        self.coefficient = coefficient
    }

    /// Whether every number follows from the two factors as it must. Whether these are primes is not asked here.
    ///
    /// - Throws: ``TokenError/unavailable`` without memory.
    borrowing func belongTogether() throws(TokenError) -> Bool {
        guard p.isOdd, q.isOdd, !p.isOne, !q.isOne, !(p == q), exponentP < p, exponentQ < q, coefficient < p else {
            return false
        }
        let product = try unsafe BigNumber(secret: { unsafe BN_mul($0, p.pointer, q.pointer, $1) })
        guard product == modulus, privateExponent < modulus else { return false }
        let lessP = try Self.less(p)
        let lessQ = try Self.less(q)
        let dP = try unsafe BigNumber(secret: { unsafe BN_nnmod($0, privateExponent.pointer, lessP.pointer, $1) })
        let dQ = try unsafe BigNumber(secret: { unsafe BN_nnmod($0, privateExponent.pointer, lessQ.pointer, $1) })
        guard dP == exponentP, dQ == exponentQ else { return false }
        let oneP = try unsafe BigNumber(secret: {
            unsafe BN_mod_mul($0, dP.pointer, exponent.pointer, lessP.pointer, $1)
        })
        let oneQ = try unsafe BigNumber(secret: {
            unsafe BN_mod_mul($0, dQ.pointer, exponent.pointer, lessQ.pointer, $1)
        })
        let one = try unsafe BigNumber(secret: { unsafe BN_mod_mul($0, coefficient.pointer, q.pointer, p.pointer, $1) })
        return oneP.isOne && oneQ.isOne && one.isOne
    }

    /// One less than a number.
    private static func less(_ number: borrowing BigNumber) throws(TokenError) -> BigNumber {
        try unsafe BigNumber(secret: { (result, _) in
            unsafe BN_copy(result, number.pointer) == nil ? 0 : BN_sub_word(result, 1)
        })
    }
}
