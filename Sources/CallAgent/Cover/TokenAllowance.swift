/// How many tokens cover may spend in a day.
package struct TokenAllowance: Hashable, Sendable {
    private static let day: Int64 = 86_400

    private let perDay: Int
    private var dayStart: Int64?
    private var spent = 0

    /// Allows so many a day; the first day begins with the first token.
    package init(perDay: Int) {
        self.perDay = perDay
    }

    /// Takes one at a time, seconds since 1970.
    ///
    /// - Returns: whether there was one left.
    package mutating func take(at now: Int64) -> Bool {
        if dayStart.map({ now - $0 >= Self.day || now < $0 }) ?? true {
            dayStart = now
            spent = 0
        }
        guard spent < perDay else { return false }
        spent += 1
        return true
    }
}
