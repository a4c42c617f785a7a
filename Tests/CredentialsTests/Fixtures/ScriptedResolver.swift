import NIOCore
import Synchronization

@testable import Credentials

/// Gives the addresses that a test says, another set for each look-up; the last set again and again.
final class ScriptedResolver: NameResolver {
    private let script: [[String]]
    private let asked = Mutex<[String]>([])

    /// The names that were looked up.
    var names: [String] { asked.withLock { $0 } }

    init(_ script: [String]...) {
        self.script = script
    }

    func addresses(of host: String, until deadline: NIODeadline) async throws(FetchFailure) -> [HostAddress] {
        let turn = asked.withLock { names in
            names.append(host)
            return names.count - 1
        }
        return script[min(turn, script.count - 1)].compactMap { HostAddress(text: $0) }
    }
}
