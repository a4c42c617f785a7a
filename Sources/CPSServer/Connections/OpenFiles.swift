internal import Glibc

/// How many descriptors this process may have.
public enum OpenFiles {
    /// What the process needs beside connections: storage, event loops, output, files that are read now and then.
    private static let reserve = 96
    /// A listener takes so many connections in any case.
    private static let least = 8

    /// Raises the limit as far as the system lets this process.
    ///
    /// - Returns: how many connections there are descriptors for.
    public static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return Int.max }
        if limit.rlim_cur < limit.rlim_max {
            var raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
            if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return max(least, Int(clamping: limit.rlim_cur) - reserve)
    }

    /// Shares descriptors out to the listeners. Where there are not enough for both, the issuance listener, which serves
    /// few, gets a quarter of them and what the public one does not want.
    ///
    /// - Returns: how many connections each takes, at most as many as it is set to.
    public static func share(
        _ available: Int, publicListener: Int, issuanceListener: Int
    ) -> (publicListener: Int, issuanceListener: Int) {
        let left = max(least, available / 4, available - publicListener)
        let issuance = min(issuanceListener, left)
        return (max(least, min(publicListener, available - issuance)), issuance)
    }
}
