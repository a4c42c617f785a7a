import SwiftASN1

/// The times of a revocation list, UTCTime or GeneralizedTime.
enum RevocationTime {
    /// Seconds since 1970 UTC. A list without one where one has to be is malformed (RFC 5280 section 5.1.2.5).
    static func seconds(_ node: ASN1Node?) throws -> Int64 {
        guard let node else { throw RevocationListMalformed() }
        if node.identifier == GeneralizedTime.defaultIdentifier {
            let time = try GeneralizedTime(derEncoded: node)
            return seconds(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
        }
        let time = try UTCTime(derEncoded: node)
        return seconds(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    }

    /// Days from 1 March of year 0 on, so that the leap day comes last.
    private static func seconds(
        _ year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int
    ) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5 + day - 1
        // 719,468 days lie between that day and 1 January 1970.
        return Int64(days - 719_468) * 86_400 + Int64(hours * 3600 + minutes * 60 + seconds)
    }
}
