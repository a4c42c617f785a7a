import STIR
import Testing

@Suite("Telephone numbers (RFC 8224 section 8.3)")
struct TelephoneNumberTests {
    @Test(arguments: [
        ("+1 (215) 555-0121", "12155550121"), ("1.215.555.0121", "12155550121"), ("*67", "*67"), ("#31#", "#31#"),
        ("911", "911"), ("+123456789012345", "123456789012345"),
    ])
    func canonicalises(written: String, digits: String) throws {
        #expect(try TelephoneNumber(canonicalising: written).digits == digits)
    }

    @Test(arguments: ["1-800-FLOWERS", "١٢٣", "12155550121;npdi", "tel:1215", "1\u{0}2", "1\n2"])
    func refusesWhatIsNoSeparator(written: String) {
        #expect(throws: TelephoneNumberError.forbiddenCharacter) { try TelephoneNumber(canonicalising: written) }
    }

    @Test(arguments: [
        "1+2155550121", "12155550121+", "++12155550121", "+1+2", "+12155550121 +12155550122", "(+) 1 + 2",
    ])
    func refusesPlusThatIsNotInFront(written: String) {
        #expect(throws: TelephoneNumberError.misplacedPlus) { try TelephoneNumber(canonicalising: written) }
    }

    @Test func refusesFortyDigits() {
        let digits = String(repeating: "1", count: 40)
        for written in [digits, "+" + digits] {
            #expect(throws: TelephoneNumberError.tooLong) { try TelephoneNumber(canonicalising: written) }
        }
    }

    @Test func refusesEmptyAndTooLong() {
        #expect(throws: TelephoneNumberError.empty) { try TelephoneNumber(canonicalising: "+ ()") }
        #expect(throws: TelephoneNumberError.empty) { try TelephoneNumber(digits: "") }
        #expect(throws: TelephoneNumberError.tooLong) { try TelephoneNumber(digits: "1234567890123456") }
        #expect(throws: TelephoneNumberError.forbiddenCharacter) { try TelephoneNumber(digits: "+12155550121") }
    }

    @Test func printsRedacted() throws {
        let number = try TelephoneNumber(digits: "12155550121")
        var dumped = ""
        dump([number], to: &dumped)
        for text in ["\(number)", String(reflecting: number), String(describing: Optional(number)), dumped] {
            #expect(!text.contains("2155550121"))
        }
    }
}
