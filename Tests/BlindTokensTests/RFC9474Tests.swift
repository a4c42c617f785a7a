import BlindTokens
import CryptoExtras
import Foundation
import Secrets
import TestVectors
import Testing

/// The vectors of RFC 9474 appendix A, which use one 4096-bit key.
@Suite("RFC 9474 vectors")
struct RFC9474Tests {
    struct Vector: Decodable {
        let name: String
        let p, q, n, e, d: HexBytes
        let preparedMessage, salt, inverse: HexBytes
        let blindedMessage, blindSignature, signature: HexBytes

        enum CodingKeys: String, CodingKey {
            case name, p, q, n, e, d, salt
            case preparedMessage = "prepared_msg"
            case inverse = "inv"
            case blindedMessage = "blinded_msg"
            case blindSignature = "blind_sig"
            case signature = "sig"
        }
    }

    private let vectors: [Vector]

    init() throws {
        vectors = try TestVectors.load("rfc9474")
    }

    /// RFC 9578 fixes RSABSSA-SHA384-PSS-Deterministic for token type 0x0002. The randomized variants differ
    /// in how the message is prepared, which is then part of the message, and the PSSZERO variants in a
    /// salt of no bytes: code that nothing here would ever call.
    @Test("one variant is used, three are known not to be")
    func selection() {
        #expect(vectors.count == 4)
        #expect(used.count == 1)
        #expect(
            Set(vectors.map(\.name)).subtracting(used.map(\.name)) == [
                "RSABSSA-SHA384-PSS-Randomized", "RSABSSA-SHA384-PSSZERO-Randomized",
                "RSABSSA-SHA384-PSSZERO-Deterministic",
            ])
    }

    private var used: [Vector] { vectors.filter { $0.name == "RSABSSA-SHA384-PSS-Deterministic" } }

    private func publicKey(_ vector: Vector) throws -> RSAPublicNumbers {
        try RSAPublicNumbers(modulus: vector.n.bytes, exponent: vector.e.bytes)
    }

    /// The vector's key pair, brought into PKCS #8 by another implementation.
    private func privateKey(_ vector: Vector) throws -> RSAPrivateOperation {
        let key = try _RSA.BlindSigning.PrivateKey(
            n: vector.n.bytes, e: vector.e.bytes, d: vector.d.bytes, p: vector.p.bytes, q: vector.q.bytes,
            parameters: .RSABSSA_SHA384_PSS_Deterministic)
        let pkcs8 = try #require(der(fromPEM: key.pkcs8PEMRepresentation))
        return try RSAPrivateOperation(pkcs8: GuardedBytes(copying: pkcs8))
    }

    @Test("Blind and Finalize")
    func blindAndFinalize() throws {
        for vector in used {
            let blinded = try RSABSSA.blind(
                vector.preparedMessage.bytes, salt: vector.salt.bytes, chosenInverse: vector.inverse.bytes,
                for: publicKey(vector))
            #expect(blinded.bytes == vector.blindedMessage.bytes)
            #expect(try blinded.finalize(vector.blindSignature.bytes) == vector.signature.bytes)
        }
    }

    @Test("BlindSign")
    func blindSign() throws {
        for vector in used {
            #expect(try privateKey(vector).power(vector.blindedMessage.bytes) == vector.blindSignature.bytes)
        }
    }

    @Test("Verify")
    func verify() throws {
        for vector in used {
            let key = try publicKey(vector)
            #expect(RSABSSA.isValid(vector.signature.bytes, for: vector.preparedMessage.bytes, by: key))
            #expect(!RSABSSA.isValid(vector.signature.bytes, for: vector.preparedMessage.bytes + [0], by: key))
        }
    }

    @Test("the other salted variant verifies too, and the ones without salt do not")
    func otherVariants() throws {
        for vector in vectors {
            let isValid = RSABSSA.isValid(
                vector.signature.bytes, for: vector.preparedMessage.bytes, by: try publicKey(vector))
            #expect(isValid == !vector.name.contains("PSSZERO"), "\(vector.name)")
        }
    }

    @Test("a key of this size is no token key")
    func size() throws {
        let vector = try #require(used.first)
        let key = try _RSA.BlindSigning.PrivateKey(
            n: vector.n.bytes, e: vector.e.bytes, d: vector.d.bytes, p: vector.p.bytes, q: vector.q.bytes,
            parameters: .RSABSSA_SHA384_PSS_Deterministic)
        let pkcs8 = try GuardedBytes(copying: try #require(der(fromPEM: key.pkcs8PEMRepresentation)))
        #expect(throws: TokenError.refusedKey) { try BlindRSAPrivateKey(pkcs8: pkcs8) }
    }
}
