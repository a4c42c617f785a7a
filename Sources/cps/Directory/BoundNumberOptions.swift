import ArgumentParser
import KeyDirectory
import STIR

/// Which numbers a binding is for.
struct BoundNumberOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A telephone number. May be given several times.", valueName: "number"))
    var number: [String] = []

    @Option(
        help: ArgumentHelp(
            "Consecutive numbers: the first, a plus, and how many, such as 12155551000+1000. May be given several times.",
            valueName: "start+count"))
    var range: [String] = []

    /// The numbers, which may be none.
    func numbers() throws -> [BoundNumbers] {
        let single = try number.map { text in
            BoundNumbers.one(try InputError.naming("--number") { try TelephoneNumber(canonicalising: text) })
        }
        return single + (try range.map { BoundNumbers.range(try Self.range($0)) })
    }

    private static func range(_ text: String) throws -> TelephoneNumberRange {
        // The number itself may begin with a plus.
        guard let plus = text.lastIndex(of: "+"), plus > text.startIndex,
            let count = UInt64(text[text.index(after: plus)...])
        else { throw InputError("--range: write the first number, a plus, and how many, such as 12155551000+1000") }
        let start = try InputError.naming("--range") { try TelephoneNumber(canonicalising: text[..<plus]) }
        guard let range = try? TelephoneNumberRange(start: start, count: count) else {
            throw InputError(
                "--range: at least 2 numbers of one length, in digits; the last must not be the last of its length")
        }
        return range
    }
}
