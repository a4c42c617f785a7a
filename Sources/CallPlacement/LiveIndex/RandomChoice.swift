/// Chooses some of many by chance.
enum RandomChoice {
    /// `count` distinct numbers of a range in uniformly random order, or all of them where there are fewer.
    ///
    /// The first steps of a Fisher-Yates shuffle, which picks from what is left at every step: every sequence is
    /// exactly as likely as every other, as far as the generator is uniform. Only the places that a swap has
    /// changed are written down, so it costs O(`count`) whatever the length of the range.
    static func of(
        _ range: Range<Int>, atMost count: Int, using generator: inout some RandomNumberGenerator
    ) -> [Int] {
        let count = min(max(0, count), range.count)
        var chosen: [Int] = []
        chosen.reserveCapacity(count)
        var moved: [Int: Int] = [:]
        for place in range.prefix(count) {
            let pick = Int.random(in: place..<range.upperBound, using: &generator)
            chosen.append(moved[pick] ?? pick)
            moved[pick] = moved[place] ?? place
        }
        return chosen
    }
}
