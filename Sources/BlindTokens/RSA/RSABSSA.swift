import COpenSSL

/// RSABSSA-SHA384-PSS-Deterministic (RFC 9474), the public half, for a modulus of any size.
///
/// "Deterministic" means that the message is signed as it is, without a random prefix; the salt is random
/// nevertheless. A K_temp is fresh and random, so a prefix would add nothing (RFC 9474 section 6.3).
package enum RSABSSA {
    /// Blinds a message with a random salt and a random number (RFC 9474 section 4.2).
    package static func blind(_ message: [UInt8], for key: RSAPublicNumbers) throws(TokenError) -> BlindedMessage {
        var salt = [UInt8](repeating: 0, count: EMSAPSS.saltByteCount)
        guard unsafe RAND_priv_bytes(&salt, CInt(salt.count)) == 1 else { throw .unavailable }
        return try blind(message, salt: salt, by: try key.randomResidue(), for: key)
    }

    /// Blinds with a chosen salt and number, for published vectors alone: a number that is known, or used
    /// twice, blinds nothing.
    package static func blind(
        _ message: [UInt8], salt: [UInt8], chosenBlind: [UInt8], for key: RSAPublicNumbers
    ) throws(TokenError) -> BlindedMessage {
        try blind(message, salt: salt, by: try key.residue(chosenBlind), for: key)
    }

    /// As ``blind(_:salt:chosenBlind:for:)``, from the inverse of the number, as RFC 9474's vectors give it.
    package static func blind(
        _ message: [UInt8], salt: [UInt8], chosenInverse: [UInt8], for key: RSAPublicNumbers
    ) throws(TokenError) -> BlindedMessage {
        try blind(message, salt: salt, by: try key.inverse(try key.residue(chosenInverse)), for: key)
    }

    /// Whether a signature of a message verifies (RFC 9474 section 4.5, RFC 8017 section 8.1.2).
    ///
    /// Another length than the modulus has, and a number not below the modulus, are refused: each would
    /// be a second spelling of one signature.
    package static func isValid(_ signature: [UInt8], for message: [UInt8], by key: RSAPublicNumbers) -> Bool {
        do throws(TokenError) {
            let bitCount = key.bitCount - 1
            let encoded = try key.power(try key.residue(signature))
            guard encoded.bitCount <= bitCount else { return false }
            return EMSAPSS.isValid(try encoded.bytes(count: (bitCount + 7) / 8), for: message, bitCount: bitCount)
        } catch {
            return false
        }
    }

    private static func blind(
        _ message: [UInt8], salt: [UInt8], by blind: borrowing BigNumber, for key: RSAPublicNumbers
    ) throws(TokenError) -> BlindedMessage {
        let encoded = try BigNumber(try EMSAPSS.encode(message, salt: salt, bitCount: key.bitCount - 1))
        guard try key.isCoprime(encoded) else { throw .outOfRange }
        let inverse = try key.inverse(blind)
        let blinded = try key.product(encoded, try key.power(blind))
        return BlindedMessage(
            bytes: try blinded.bytes(count: key.byteCount), message: message, inverse: inverse, key: key)
    }
}
