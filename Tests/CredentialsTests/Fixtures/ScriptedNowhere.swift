import NIOCore

@testable import Credentials

/// Knows no name.
struct ScriptedNowhere: NameResolver {
    func addresses(of host: String, until deadline: NIODeadline) async throws(FetchFailure) -> [HostAddress] {
        throw .unknownHost
    }
}
