internal import COpenSSL
internal import Crypto
internal import Figures
internal import Foundation
internal import Glibc
internal import Sealing

/// What a dummy costs beside other ways of making as many bytes.
///
/// Encrypting to a key that nobody has is what a service would do that had no batches. Bare keystream and bytes of the
/// kernel are no batches: they show the least that so many bytes can cost.
struct DummyAlternatives {
    /// What was drawn, for a reader who sees no figures.
    let sentence: String
    let figures: [Figure]

    /// Times all of them in turns.
    static func measure(size: SealedSize, entries: Int) throws -> Self {
        let race = try Race(of: contenders(size: size, entries: entries), repetitions: repetitions)
        let costs = race.results.map { (name: $0.contender.library, seconds: $0.seconds / Double(entries)) }
        let bytes = Wording.grouped(size.entryByteCount)
        return Self(
            sentence: "an entry of \(bytes) bytes in turns: "
                + costs.map { "\($0.name) \(Microseconds($0.seconds))" }.joined(separator: ", "),
            figures: [
                figure("cost-of-a-dummy", "Cost of a dummy against the alternatives", costs, bytes),
                figure(
                    "cost-of-a-dummy-without-seal", "Cost of a dummy against keystream and random bytes alone",
                    Array(costs.dropFirst()), bytes),
            ])
    }

    /// Each makes the bytes of as many entries at once.
    private static func contenders(size: SealedSize, entries: Int) throws -> [Contender] {
        let byteCount = entries * size.entryByteCount
        let recipient = Curve25519.KeyAgreement.PrivateKey().publicKey
        let suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
        let (info, zeros) = (Data("cps-batch-v1".utf8), Data(count: size.entryByteCount - 16))
        let random = BareRandomBytes(byteCount: byteCount)
        let chaCha20 = try unsafe BareKeystream("ChaCha20", EVP_chacha20(), byteCount: byteCount)
        let aes = try BareKeystream(byteCount: byteCount)
        let sealer = BatchSealer(size: size)
        return [
            Contender(library: "HPKE seal") {
                for _ in 0..<entries {
                    var sender = try HPKE.Sender(recipientKey: recipient, ciphersuite: suite, info: info)
                    _ = try sender.seal(zeros)
                }
            },
            Contender(library: "getentropy", operation: random.make),
            Contender(library: "ChaCha20", operation: chaCha20.make),
            Contender(library: "AES-256-CTR", operation: aes.make),
            Contender(library: "a dummy of ours") { _ = try sealer.batch(of: [], entries: entries) },
        ]
    }

    /// One bar for each; the axis says which is which.
    private static func figure(
        _ name: String, _ title: String, _ costs: [(name: String, seconds: Double)], _ bytes: String
    ) -> Figure {
        Figure(
            name, title: title, .bars,
            horizontal: costs.enumerated().map { "\($0): \($1.name)" }.joined(separator: ", "), vertical: "µs",
            [.init("an entry of \(bytes) bytes", costs.map { $0.seconds * 1e6 })])
    }

    private static let repetitions = 40
}

/// Random bytes from the kernel and nothing around them, in a buffer that is used again and again.
@safe private final class BareRandomBytes {
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameter byteCount: how many bytes each call asks for.
    init(byteCount: Int) {
        unsafe buffer = .allocate(byteCount: byteCount, alignment: 64)
    }

    deinit { unsafe buffer.deallocate() }

    /// All bytes, as many at a time as the kernel gives at most.
    func make() throws {
        let byteCount = unsafe buffer.count
        for start in stride(from: 0, to: byteCount, by: Self.most) {
            let end = min(start + Self.most, byteCount)
            let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end])
            guard let address = part.baseAddress, unsafe getentropy(address, part.count) == 0 else {
                throw BareOperationFailure("getentropy")
            }
        }
    }

    private static let most = 256
}
