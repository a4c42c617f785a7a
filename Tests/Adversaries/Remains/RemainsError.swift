/// Why the search could not be done. It is not passed then.
package enum RemainsError: Error, CustomStringConvertible {
    case memoryUnreadable
    case nothingPlanted(String)
    case searchIsBlind(String)

    package var description: String {
        switch self {
        case .memoryUnreadable:
            "not done: this user may not read the memory of the service's process; run the attack as root, or with CAP_SYS_PTRACE"
        case .nothingPlanted(let what): "not done: the service did not take \(what)"
        case .searchIsBlind(let what):
            "not done: the search does not find \(what) while it lives, so it would find nothing later"
        }
    }
}
