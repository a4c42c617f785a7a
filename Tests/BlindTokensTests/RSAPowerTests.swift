import Testing

@testable import BlindTokens

/// Powers with the public exponent against multiplications one after the other.
@Suite("RSA public operation")
struct RSAPowerTests {
    private func modulus() throws -> [UInt8] {
        try BlindRSAPrivateKey.generate().publicKey.numbers.bytes().modulus
    }

    /// `base^(2^squarings + 1)`, each step an ordinary multiplication modulo `n`.
    private func slowPower(_ base: [UInt8], squarings: Int, by key: RSAPublicNumbers) throws -> [UInt8] {
        var power = base
        for _ in 0..<squarings {
            power = try key.product(key.residue(power), key.residue(power)).bytes(count: key.byteCount)
        }
        return try key.product(key.residue(power), key.residue(base)).bytes(count: key.byteCount)
    }

    @Test("65537, which is computed here, and 3 and 5, which are left to OpenSSL")
    func powers() throws {
        let modulus = try modulus()
        var least = [UInt8](repeating: 0, count: modulus.count)
        var bases = [least]
        least[modulus.count - 1] = 1
        bases.append(least)
        // n is odd, so this is n - 1.
        bases.append(modulus.dropLast() + [modulus[modulus.count - 1] - 1])
        // The top bit of n is set, so anything without it is below.
        for _ in 0..<8 { bases.append((0..<modulus.count).map { $0 == 0 ? 0x7f : .random(in: .min ... .max) }) }
        for (exponent, squarings) in [([1, 0, 1] as [UInt8], 16), ([3], 1), ([5], 2)] {
            let key = try RSAPublicNumbers(modulus: modulus, exponent: exponent)
            for base in bases {
                let power = try key.power(key.residue(base)).bytes(count: key.byteCount)
                #expect(try power == slowPower(base, squarings: squarings, by: key))
            }
        }
    }
}
