internal import CPSWire
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Turns requests away by their head alone, before a body is read and before anything is computed.
///
/// What is turned away goes by how much is under way. The answer is always the same bytes, but for the date, and the
/// same as that of a request which is turned away later.
final class Shedding: Sendable {
    /// For how long nothing more is read from a connection on which a request was turned away: each refusal costs some
    /// fifth of a good answer, so whoever asks on at once could keep the service busy with refusing. Not longer: what
    /// waits in a connection meanwhile should still be of use when it is read.
    static let pause = TimeAmount.milliseconds(500)

    /// Where those that go on take places.
    let gate: AdmissionGate
    private let head: HTTPResponse
    /// The problem in words.
    let body: ByteBuffer
    private let date = Mutex((second: Int64.min, text: ""))

    /// Turns away what a gate would turn away.
    init(gate: AdmissionGate) {
        self.gate = gate
        let answer = Answer.problem(.overloaded).response
        head = answer.head
        // Encoding a problem does not fail; see `Answer.problem`.
        body = ByteBuffer(bytes: (try? Problem(.overloaded).encoded()) ?? [])
    }

    /// Whether a request is counted. How the service is may always be asked, by whoever watches it.
    func counts(_ request: HTTPRequest) -> Bool {
        request.path != WirePath.health
    }

    /// The head of the answer; counts it.
    func answer() -> HTTPResponse {
        gate.countShed()
        var answer = head
        answer.headerFields[.date] = today()
        return answer
    }

    private func today() -> String {
        let second = Int64(Date.now.timeIntervalSince1970)
        return date.withLock { date in
            if date.second != second {
                date = (second, Date(timeIntervalSince1970: TimeInterval(second)).formatted(Self.style))
            }
            return date.text
        }
    }

    /// As RFC 9110 section 5.6.7 has it, and as the date stands in every other answer.
    private static let style = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
}
