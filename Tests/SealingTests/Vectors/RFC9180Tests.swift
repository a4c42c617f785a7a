import Crypto
@testable import Sealing
import TestVectors
import Testing

/// The published vectors of RFC 9180 for DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256 in base mode.
@Suite("RFC 9180")
struct RFC9180Tests {
    struct Vector: Decodable {
        struct Encryption: Decodable {
            let aad, ct, nonce, pt: HexBytes
        }

        struct Export: Decodable {
            let exporter_context, exported_value: HexBytes
            let L: Int
        }

        let mode, kem_id, kdf_id, aead_id: Int
        let info, skRm, skEm, pkRm, pkEm, enc, shared_secret, key, base_nonce: HexBytes
        let encryptions: [Encryption]
        let exports: [Export]
    }

    private let vectors: [Vector]

    init() throws {
        vectors = try TestVectors.load("rfc9180-x25519-base")
        #expect(vectors.map(\.aead_id) == [1, 2, 3, 0xffff])
        #expect(vectors.allSatisfy { $0.mode == 0 && $0.kem_id == 0x20 && $0.kdf_id == 1 })
    }

    @Test("encapsulation and decapsulation")
    func sharedSecret() throws {
        for vector in vectors {
            let ephemeral = try EphemeralEncapsulation(dangerouslyUsing: vector.skEm.bytes)
            let recipient = try RecipientPublicKey(bytes: vector.pkRm.bytes)
            #expect(ephemeral.encapsulated == vector.enc.bytes)
            #expect(vector.enc == vector.pkEm)
            #expect(try ephemeral.sharedSecret(with: recipient).bytes == vector.shared_secret.bytes)
            let key = try RecipientPrivateKey(secretBytes: vector.skRm.bytes)
            #expect(key.publicKey == recipient)
            #expect(try DHKEM.decapsulate(vector.enc.bytes, by: key).bytes == vector.shared_secret.bytes)
        }
    }

    @Test("key schedule: key and base nonce")
    func keySchedule() throws {
        let keyed = vectors.filter { $0.aead_id != 0xffff }
        #expect(keyed.count == 3)
        for vector in keyed {
            let context = try context(of: vector)
            #expect(context.key(byteCount: vector.key.bytes.count).bytes == vector.key.bytes)
            #expect(context.baseNonce().bytes == vector.base_nonce.bytes)
        }
    }

    @Test("exports")
    func exports() throws {
        var count = 0
        for vector in vectors {
            let context = try context(of: vector)
            for export in vector.exports {
                count += 1
                let exported = context.export(export.exporter_context.bytes, byteCount: export.L)
                #expect(exported.bytes == export.exported_value.bytes)
            }
        }
        #expect(count == 12)
    }

    /// The first message of a context goes under the base nonce itself.
    @Test("the first AES-256-GCM message opens under our key and nonce")
    func encryption() throws {
        let vector = try #require(vectors.first { $0.aead_id == 2 })
        let first = try #require(vector.encryptions.first)
        let context = try context(of: vector)
        let sealed = try AES.GCM.seal(
            first.pt.bytes, using: context.key(byteCount: 32), nonce: AES.GCM.Nonce(data: context.baseNonce().bytes),
            authenticating: first.aad.bytes)
        #expect(Array(sealed.ciphertext + sealed.tag) == first.ct.bytes)
    }

    private func context(of vector: Vector) throws -> KeySchedule.Context {
        let aead = try #require(UInt16(exactly: vector.aead_id).flatMap(KeySchedule.AEAD.init))
        let schedule = KeySchedule(aead: aead, info: vector.info.bytes)
        return schedule.context(of: SymmetricKey(data: vector.shared_secret.bytes))
    }
}
