/// Finds out that the wall clock was set, stands still or runs wrong, from how far it is ahead of the steady clock each
/// time somebody looks.
///
/// A value: whoever holds it asks the clocks, and tells the operator.
struct WallClockWatch {
    /// What an operator should know.
    enum Notice: Hashable {
        /// It was set, by so many seconds, and is now so many ahead of the steady clock.
        case wasSet(by: Int64, ahead: Int64)
        /// It goes slower or faster than time does, and is now so many seconds ahead.
        case runsWrong(ahead: Int64)
    }

    /// Seconds of difference that are not worth a word.
    static let tolerance: Int64 = 5
    /// Seconds that a clock which runs wrong is off by, at the most, before it is told again.
    private static let longestSilence: Int64 = 3600

    private var last: Int64 = 0
    private var told: Int64 = 0
    private var silence = tolerance

    /// Looks; `nil` where there is nothing to tell.
    ///
    /// - Parameter ahead: how many seconds the wall clock is ahead of the steady clock; negative where it is behind.
    mutating func look(ahead: Int64) -> Notice? {
        let change = ahead - last
        last = ahead
        if abs(change) > Self.tolerance {
            (told, silence) = (ahead, Self.tolerance)
            return .wasSet(by: change, ahead: ahead)
        }
        guard abs(ahead - told) > silence else { return nil }
        told = ahead
        silence = min(silence * 2, Self.longestSilence)
        return .runsWrong(ahead: ahead)
    }
}

extension WallClockWatch.Notice {
    /// What happened, for the operator's log.
    var message: String {
        switch self {
        case .wasSet: "the wall clock was set"
        case .runsWrong: "the wall clock runs wrong or stands still"
        }
    }

    /// By how much, and what it means.
    var explanation: String {
        let state =
            switch self {
            case .wasSet(let change, let ahead):
                "\(change > 0 ? "forward" : "back") by \(abs(change)) s; it is now \(Self.difference(ahead))"
            case .runsWrong(let ahead): "it is now \(Self.difference(ahead))"
            }
        return state + "; PASSporTs and epochs go by a clock that cannot be set, certificates by the wall clock"
    }

    private static func difference(_ ahead: Int64) -> String {
        abs(ahead) <= WallClockWatch.tolerance
            ? "as it was at the start" : "\(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") the time since the start"
    }
}
