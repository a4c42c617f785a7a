import CSodium
import Glibc

/// Protections that a process which holds secrets puts on before it reads the first one.
public enum ProcessHardening {
    /// Readies libsodium, and keeps the memory of this process out of core dumps and debuggers.
    ///
    /// Sets the core size limit to zero for good, and clears the dumpable flag, so that other processes
    /// of the same user cannot read this one's memory under `/proc` or attach to it.
    ///
    /// - Throws: ``SecretsError`` with the system's reason. A program that goes on then says so loudly.
    public static func apply() throws(SecretsError) {
        try Sodium.require()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) == 0 else {
            throw .cannotHarden("forbidding core dumps", reason: FileDescriptor.lastReason)
        }
        guard cps_set_not_dumpable() == 0 else {
            throw .cannotHarden("closing this process to others", reason: FileDescriptor.lastReason)
        }
    }

    /// Whether the memory of this process is closed to dumps and debuggers.
    public static var isApplied: Bool { cps_is_dumpable() == 0 }
}
