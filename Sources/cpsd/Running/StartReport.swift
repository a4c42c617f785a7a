import BlindTokens
import CPSServer
import CPSWire
import CWipedMemory
import CallPlacement
import Foundation
import KeyDirectory
import LMDBStore
import Logging
import Operation
import Sealing

/// What an operator reads when the service starts, a line at a time on standard output.
struct StartReport: Sendable {
    let settings: ServerSettings
    let service: CallPlacementService

    /// Where things are kept, which key is current, when answers leave, and what is dangerous.
    func sayWhatIsKept() {
        let policy = settings.policy
        Self.say("Call Placement Service \(policy.name), protocol version 1")
        Self.say(
            "PASSporTs of \(policy.sealedSize.byteCount) bytes are kept \(policy.limits.lifetime.components.seconds) s in "
                + settings.placementsFolder)
        Self.say("token counters, quotas, key bindings and epoch keys are kept in \(settings.ledgerFolder)")
        let start = Date(timeIntervalSince1970: TimeInterval(service.currentEpoch.start)).ISO8601Format()
        Self.say(
            "K_cps of epoch \(service.currentEpoch.id.rawValue) is current since \(start), for \(policy.epochs.length) s "
                + "and \(policy.epochs.grace) s of grace")
        let (few, many) = (settings.entries.default, settings.entries.maximum)
        Self.say(
            "answers of \(few) entries leave after \(milliseconds(few)) ms, of \(many) after \(milliseconds(many)) ms")
        warn()
    }

    func sayHowManyLive(_ count: Int) {
        Self.say("\(count) PASSporTs live now")
    }

    func sayIssuanceIsServed(port: Int) {
        Self.say(
            "issuance listener on \(settings.issuanceListener.host) port \(port): mutual TLS with STIR certificates")
    }

    func sayPublicIsServed(port: Int) {
        Self.say("public listener on \(settings.publicListener.host) port \(port): TLS 1.3, HTTP/1.1 and HTTP/2")
        Self.say("ready")
    }

    static func sayMetricsAreShown(_ settings: MetricsSettings, port: Int) {
        say("metrics at http://\(settings.host):\(port)/metrics, for whoever reaches that address")
    }

    /// Says where there are fewer connections than the operator set.
    func warn(ofConnectionsWanted wanted: Int) {
        let taken = (settings.publicListener.limits.connections, settings.issuanceListener.limits.connections)
        guard min(taken.0, taken.1) < wanted else { return }
        Self.say(
            "WARNING: \(Setting.connections.key) is \(wanted), but this process may only open so many files that the "
                + "public listener takes \(taken.0) connections and the issuance listener \(taken.1). Raise the limit of "
                + "open files (ulimit -n, or LimitNOFILE of the unit)")
    }

    private func warn() {
        // The service goes on: its name may be checked elsewhere, and a clock that is wrong now may be set right.
        for fault in settings.certificateFaults(at: Int64(Date.now.timeIntervalSince1970)) {
            Self.say("WARNING: \(fault). Clients will refuse this service")
        }
        if let metrics = settings.metrics, !metrics.isLoopback {
            Self.say(
                "WARNING: --metrics-host \(metrics.host) is not a loopback address: whoever reaches it learns how many "
                    + "calls there are, and when. Keep it in a network of your own")
        }
        if (try? MemoryBacking.isMemoryBacked(settings.placementsFolder)) != true {
            Self.say(
                "WARNING: \(settings.placementsFolder) is not memory-backed: records of calls will touch a disk. "
                    + "Set --placements-folder to a folder on tmpfs, such as one under /dev/shm")
        }
        if MemoryBacking.isSwapOn {
            Self.say(
                "WARNING: swap is on: memory that holds records of calls may be written to a disk. "
                    + "Turn it off (swapoff -a), or encrypt it with a key that does not outlive the machine")
        }
        if OpenSSLSecureHeap.initialise() != .full {
            Self.say(
                "WARNING: memory for private keys cannot be locked and may be written to swap. "
                    + "Raise the limit of locked memory (ulimit -l) for this process")
        }
        if !wiped_memory_is_active() {
            Self.say("WARNING: freed memory is not overwritten in this build: it may tell of calls long past")
        }
        if settings.providerCodes == .vouchForEveryNumber {
            Self.say(
                "WARNING: --keys-provider-codes is true: every provider can have the PASSporTs of every call sealed to "
                    + "itself")
        }
        if settings.policy.releaseQuantum == .zero {
            Self.say("WARNING: --release-quantum is 0: the time of every answer tells whether a call is under way")
        }
    }

    private func milliseconds(_ entries: Int) -> Int {
        Int((service.schedule.delay(entries: entries) ?? .zero) / .milliseconds(1))
    }

    /// How the program speaks.
    static let announcement = Announcement(of: "cpsd")

    /// Says a line at once. One that warns begins with that word.
    static func say(_ line: String) {
        announcement.say(line, level: line.hasPrefix("WARNING: ") ? .warning : .info)
    }
}
