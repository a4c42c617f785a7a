import Crypto
import Testing

@testable import Sealing

@Suite("Digest of a body")
struct WholeDigestTests {
    @Test("It is what another library computes", arguments: [0, 1, 55, 56, 64, 2080, 100_000])
    func secondOpinion(byteCount: Int) {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) }
        #expect(WholeDigest.sha256(of: bytes) == Array(SHA256.hash(data: bytes)))
    }
}
