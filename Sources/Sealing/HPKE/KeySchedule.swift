internal import Crypto

/// The HPKE key schedule in base mode with HKDF-SHA256 (RFC 9180 section 5.1), its constant part made once.
struct KeySchedule {
    /// AEAD identifiers of RFC 9180 section 7.3.
    enum AEAD: UInt16 {
        case aes128GCM = 0x0001
        case aes256GCM = 0x0002
        case chaCha20Poly1305 = 0x0003
        case exportOnly = 0xffff
    }

    /// The secrets of one context.
    struct Context {
        fileprivate let kdf: LabeledKDF
        fileprivate let secret: SymmetricKey
        fileprivate let scheduleContext: [UInt8]

        /// The AEAD key.
        func key(byteCount: Int) -> SymmetricKey {
            kdf.expand(secret, label: "key", scheduleContext, byteCount: byteCount)
        }

        /// The nonce that sequence numbers are added to (12 bytes).
        func baseNonce() -> SymmetricKey {
            kdf.expand(secret, label: "base_nonce", scheduleContext, byteCount: 12)
        }

        /// `Context.Export` (RFC 9180 section 5.3).
        func export(_ exporterContext: [UInt8], byteCount: Int) -> SymmetricKey {
            let exporter = kdf.expand(secret, label: "exp", scheduleContext, byteCount: 32)
            return kdf.expand(exporter, label: "sec", exporterContext, byteCount: byteCount)
        }
    }

    /// The suite's extraction and expansion.
    let kdf: LabeledKDF
    /// `key_schedule_context`: the mode, the hash of the empty `psk_id`, the hash of `info`.
    let scheduleContext: [UInt8]

    /// Base mode for an `info`.
    init(aead: AEAD, info: [UInt8]) {
        let identifiers: [UInt8] = [0x00, 0x20, 0x00, 0x01, UInt8(aead.rawValue >> 8), UInt8(aead.rawValue & 0xff)]
        let kdf = LabeledKDF(suiteID: Array("HPKE".utf8) + identifiers)
        let pskIDHash = kdf.extract(salt: nil, label: "psk_id_hash", [])
        let infoHash = kdf.extract(salt: nil, label: "info_hash", info)
        self.kdf = kdf
        self.scheduleContext = [0x00] + pskIDHash.bytes + infoHash.bytes
    }

    /// The context of a shared secret.
    func context(of sharedSecret: SymmetricKey) -> Context {
        Context(
            kdf: kdf,
            secret: kdf.extract(salt: sharedSecret, label: "secret", []),
            scheduleContext: scheduleContext)
    }
}

extension SymmetricKey {
    /// The bytes of the key.
    var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
