/// A part of a server's work that a profile tells apart.
package enum WorkPart: String, Sendable, CaseIterable {
    case rsaVerifying = "verifying RSA"
    case ed25519Verifying = "verifying Ed25519"
    case hashing = "hashing a store's body"
    case issuing = "issuing tokens"
    case ephemeralKeys = "fresh ephemeral key pairs"
    case entryKeys = "agreements, key schedules and encryption of entries, decoys' too"
    case dummies = "dummies, and the rest of a batch"
    case storage = "storage: LMDB, record cipher, group commit"
    case live = "index of what lives, and its uses"
    case calibration = "measuring how long answers take"
    case service = "what is asked and answered: the rest of the service's own code"
    case http = "HTTP: parsing, heads, Hummingbird"
    case tls = "TLS"
    case eventLoops = "event loops: channels, buffers, timers"
    case memory = "allocation, and wiping what is freed"
    case tasks = "Swift's tasks, and handing them from thread to thread"
    case references = "Swift's reference counts"
    case runtime = "Swift's types, casts and standard library"
    case loading = "dynamic linking, and look-up of threads' own variables"
    case kernelNetwork = "kernel: network"
    case kernelDisk = "kernel: files and syncing"
    case kernelPages = "kernel: page faults and mapping"
    case kernelWaiting = "kernel: waiting and waking"
    case kernelRest = "kernel: the rest"
    case rest = "the rest"

    /// The part that a sampled stack belongs to: that of the innermost function that any part names. A sample in the kernel
    /// is the kernel's, whoever called it.
    package static func of(_ stack: [SampledFrame]) -> WorkPart {
        guard let leaf = stack.first else { return .rest }
        guard leaf.isKernel else { return stack.lazy.compactMap(named).first ?? .rest }
        return stack.prefix { $0.isKernel }.lazy.compactMap(namedInKernel).first ?? .kernelRest
    }

    private static func named(_ frame: SampledFrame) -> WorkPart? {
        if allocating.contains(frame.symbol) { return .memory }
        if counting.contains(where: { frame.symbol.contains($0) }) { return .references }
        if frame.symbol.hasPrefix("CNIOBoringSSL_") { return .tls }
        if let part = operations.first(where: { frame.symbol.contains($0.word) })?.part { return part }
        if let part = libraries.first(where: { frame.file.hasPrefix($0.prefix) })?.part { return part }
        guard let module = frame.module, let parts = modules[String(module)] else { return nil }
        return parts.first { part in part.words.contains { frame.symbol.contains($0) } }?.part ?? parts.last?.part
    }

    private static func namedInKernel(_ frame: SampledFrame) -> WorkPart? {
        kernel.first { part in part.prefixes.contains { frame.symbol.hasPrefix($0) } }?.part
    }

    // MARK: Names

    private static let allocating: Set<Substring> = [
        "malloc", "free", "cfree", "calloc", "realloc", "posix_memalign", "aligned_alloc", "_int_malloc", "_int_free",
        "_int_realloc", "malloc_consolidate", "unlink_chunk", "sysmalloc", "tcache_get", "malloc_usable_size",
        "__malloc_usable_size", "wipe_parts", "wipe_dead_stack", "swift_slowAlloc", "swift_slowDealloc",
    ]

    private static let counting = [
        "swift_retain", "swift_release", "_swift_release", "RefCounts<", "swift_bridgeObject",
    ]

    /// What swift-crypto does for us.
    private static let operations: [(word: String, part: WorkPart)] = [
        ("_sha256", .hashing), ("x25519_ge_scalarmult_base", .ephemeralKeys), ("x25519_scalar_mult", .entryKeys),
    ]

    private static let libraries: [(prefix: String, part: WorkPart)] = [
        ("libsodium", .ed25519Verifying), ("liblmdb", .storage), ("ld-linux", .loading),
        ("libswift_Concurrency", .tasks), ("libdispatch", .tasks), ("libswift", .runtime),
        ("libBlocksRuntime", .runtime), ("libFoundation", .runtime),
        ("lib_Foundation", .runtime),
    ]

    /// For each module its parts, the first of which that has a word in the symbol; a part without words takes the rest.
    private static let modules: [String: [(part: WorkPart, words: [String])]] = [
        "BlindTokens": [
            (.issuing, ["RSAPrivate", "TokenIssuer", "BlindRSAPrivate"]),
            (.rsaVerifying, ["RSAPublic", "EMSAPSS", "TokenVerifier", "BigNumber", "Montgomery", "EncodingHash"]),
            (.ed25519Verifying, ["KTemp"]), (.service, []),
        ],
        "Sealing": [
            (.ephemeralKeys, ["EphemeralEncapsulation", "BatchSealerV5batch2of7entriesSays"]),
            (.hashing, ["WholeDigest"]),
            (
                .entryKeys,
                ["BatchSealerV4keys", "EntryKeys", "EntrySealer", "KeySchedule", "LabeledKDF", "EntryKeyConstants"]
            ),
            (.service, ["IndexPrefix"]), (.dummies, []),
        ],
        "CallPlacement": [
            (.calibration, ["Calibration", "BatchCost", "calibrated"]),
            (.live, ["LiveIndex", "PlacementTreap", "PlacementPriorities", "BucketCounts", "ExpiryQueue"]),
            (.service, []),
        ],
        "LMDBStore": [(.live, ["LivePlacements", "LiveUses"]), (.storage, [])],
        "CPSServer": [(.service, [])], "CPSWire": [(.service, [])], "Encodings": [(.service, [])],
        "cpsd": [(.service, [])], "Measurements": [(.service, [])],
        "NIOSSL": [(.tls, [])], "NIOTLS": [(.tls, [])],
        "NIOHTTP1": [(.http, [])], "NIOHTTP2": [(.http, [])], "NIOHTTPTypes": [(.http, [])],
        "NIOHTTPTypesHTTP1": [(.http, [])], "HTTPTypes": [(.http, [])], "Hummingbird": [(.http, [])],
        "HummingbirdCore": [(.http, [])], "HummingbirdHTTP2": [(.http, [])],
        "NIOCore": [(.eventLoops, [])], "NIOPosix": [(.eventLoops, [])],
    ]

    private static let kernel: [(part: WorkPart, prefixes: [String])] = [
        (
            .kernelPages,
            [
                "asm_exc_page_fault", "exc_page_fault", "handle_mm_fault", "__x64_sys_mmap", "__x64_sys_munmap",
                "__x64_sys_madvise", "__x64_sys_mprotect", "__x64_sys_brk", "exit_mmap", "__mmap", "do_exit",
                "__x64_sys_execve",
            ]
        ),
        (
            .kernelDisk,
            [
                "ext4_", "do_fsync", "__x64_sys_fdatasync", "__x64_sys_pwrite", "blk_", "submit_bio", "virtio_queue",
                "jbd2_", "vfs_open", "path_openat", "do_sys_open", "filename_lookup", "vfs_stat", "generic_file",
                "shmem_",
            ]
        ),
        (
            .kernelWaiting,
            [
                "do_futex", "futex_", "do_epoll_wait", "__x64_sys_epoll", "ep_", "schedule", "__schedule",
                "try_to_wake_up", "eventfd_", "hrtimer_", "timerfd_", "finish_task_switch",
            ]
        ),
        (
            .kernelNetwork,
            [
                "tcp_", "__tcp_", "sock_", "__sock_", "inet_", "ip_", "__ip_", "net_rx_action", "__netif",
                "__dev_queue",
                "__x64_sys_sendto", "__x64_sys_recvfrom", "__sys_", "skb_", "__skb_", "loopback_",
            ]
        ),
    ]
}
