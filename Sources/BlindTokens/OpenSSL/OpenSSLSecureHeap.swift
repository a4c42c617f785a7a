import COpenSSL

/// OpenSSL's secure heap: locked memory between guard pages, wiped on release, where it keeps the numbers
/// of private keys. It is set up once for the process, before the first private key exists.
package enum OpenSSLSecureHeap {
    /// How well the secure heap is protected.
    package enum Protection: Sendable {
        /// Locked against swapping and guarded.
        case full
        /// In use, but the system refused the lock or the guard pages (`RLIMIT_MEMLOCK` is too small).
        case partial
        /// Not to be had: private keys lie in ordinary memory.
        case none
    }

    /// Sets the heap up, once; later calls only answer. Every private key of this target calls it first.
    @discardableResult
    package static func initialise() -> Protection { protection }

    /// Bytes of the secure heap in use. OpenSSL 3.0 must not be asked before there is one.
    package static var usedByteCount: Int {
        CRYPTO_secure_malloc_initialized() == 1 ? CRYPTO_secure_used() : 0
    }

    private static let protection: Protection =
        switch CRYPTO_secure_malloc_init(byteCount, smallestBlock) {
        case 1: .full
        case 2: .partial
        default: .none
        }

    /// A power of two; a 2048-bit key takes about 2 KiB, and two or three are alive at a time.
    private static let byteCount = 262_144
    private static let smallestBlock = 32
}
