import CSodium

/// A secret in guarded memory: locked against swapping, between guard pages, read-only once made, and
/// wiped when the last reference goes. It prints as redacted.
///
/// Locking goes as far as the system lets it (`RLIMIT_MEMLOCK`); the rest holds everywhere. Every
/// instance takes at least four pages, so this is for keys and passphrases, not for messages.
@safe public final class GuardedBytes: Sendable {
    /// Number of secret bytes.
    public let count: Int

    // Owned by this instance alone. Written only before `init` returns and in read-only pages from
    // then until `deinit`, so that any number of threads may read it.
    private nonisolated(unsafe) let memory: UnsafeMutableRawPointer

    /// Makes `count` zero bytes and lets `fill` write the secret straight into them.
    ///
    /// - Parameter fill: Answers whether it succeeded. The buffer must not be kept.
    /// - Throws: ``SecretsError/unavailable`` when there is no guarded memory or `fill` failed.
    public init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Bool) throws(SecretsError) {
        precondition(count >= 0, "a number of bytes is not negative")
        try Sodium.require()
        guard let memory = unsafe sodium_malloc(count) else { throw .unavailable }
        self.count = count
        unsafe self.memory = memory
        // Every property is set, so a throw from here on runs `deinit`, which frees the memory.
        let buffer = unsafe UnsafeMutableRawBufferPointer(start: memory, count: count)
        unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
        guard unsafe fill(buffer), unsafe sodium_mprotect_readonly(memory) == 0 else { throw .unavailable }
    }

    /// Copies a secret. The original stays where it was: wipe it, or make the secret in place instead.
    ///
    /// - Throws: ``SecretsError/unavailable`` when there is no guarded memory.
    public convenience init(copying bytes: some Collection<UInt8>) throws(SecretsError) {
        try unsafe self.init(count: bytes.count) { buffer in
            unsafe buffer.copyBytes(from: bytes)
            return true
        }
    }

    /// `count` bytes from the system's random generator.
    ///
    /// - Throws: ``SecretsError/unavailable`` when there is no guarded memory.
    public static func random(count: Int) throws(SecretsError) -> GuardedBytes {
        try unsafe GuardedBytes(count: count) { buffer in
            // Guarded memory has an address even where it holds no byte.
            unsafe randombytes_buf(buffer.baseAddress!, buffer.count)
            return true
        }
    }

    deinit {
        // Wipes the bytes first, and ends the process when the guards around them were overwritten.
        unsafe sodium_free(memory)
    }

    /// Lets `body` read the secret. The buffer must not be kept, and copies of it are no longer guarded.
    public func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// A copy in ordinary memory, for a library that takes nothing else: not locked, and wiped only where the program
    /// wipes all that it frees.
    package var unguardedCopy: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }

    /// Whether both hold the same bytes, in a time that does not tell where they differ.
    public func hasSameBytes(as other: GuardedBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe sodium_memcmp(memory, other.memory, count) == 0
    }
}

extension GuardedBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "secret(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
