import STIR
import Testing

/// Every field of header and payload: missing, doubled, of every other type, huge, nested deep.
@Suite("Every field of a PASSporT, spoilt")
struct EveryFieldTests {
    /// The PASSporT with one field written as `members` says, which may be no member, one, or several.
    private func text(_ all: [PassportField], _ field: PassportField, _ members: [String]) -> String {
        func object(_ inHeader: Bool) -> String {
            let written = all.filter { $0.inHeader == inHeader }.flatMap { each in
                (each.name == field.name ? members : [each.good]).map { "\"\(each.name)\":\($0)" }
            }
            return "{" + written.joined(separator: ",") + "}"
        }
        return Serialized(header: object(true), claims: object(false)).text
    }

    private func error(_ all: [PassportField], _ field: PassportField, _ members: [String]) -> PassportError? {
        do throws(PassportError) {
            _ = try UnverifiedPassport(text(all, field, members))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: PassportField.divO)
    func divO(field: PassportField) { spoil(PassportField.divO, field) }

    @Test(arguments: PassportField.shaken)
    func shaken(field: PassportField) { spoil(PassportField.shaken, field) }

    private func spoil(_ all: [PassportField], _ field: PassportField) {
        #expect(error(all, field, [field.good]) == nil)
        #expect(error(all, field, []) == field.missing)
        #expect(error(all, field, [field.good, field.good]) == .malformedJSON)
        // The kind that the field has is not among those that are wrong for it.
        let kinds = ["null", "true", "7.5", "[]", "{}", "\"\"", "-1", "[{}]"]
        for kind in kinds { #expect(error(all, field, [kind]) == field.wrong, "\(kind)") }
        let huge = String(repeating: "1", count: 9000)
        for value in ["\"\(huge)\"", huge, "[\(huge)]"] {
            #expect(error(all, field, [value]) == field.wrong, "huge")
        }
        #expect(error(all, field, ["\"\(huge)\(huge)\""]) == .tooLong)
        for depth in [10, 15] {
            let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(error(all, field, [deep]) == field.wrong, "nested \(depth) deep")
        }
        let bottomless = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(error(all, field, [bottomless]) == .malformedJSON)
        #expect(error(all, field, [String(repeating: #"{"a":"#, count: 1500)]) == .malformedJSON)
    }

    @Test func wordsNameTheClaim() {
        for field in PassportField.divO where field.wrong == .malformedClaim {
            #expect(error(PassportField.divO, field, ["null"])?.description.contains(" \(field.name) ") == true)
        }
    }

    @Test(arguments: ["none", "HS256", "RS256", "ES384", "PS256"])
    func algorithms(name: String) throws {
        let field = try #require(PassportField.divO.first)
        #expect(error(PassportField.divO, field, ["\"\(name)\""]) == .unsupportedAlgorithm)
    }

    @Test(arguments: [
        "1215555012A", "١٢", "+12155550121", "1215+5550121", "1 215", "", String(repeating: "1", count: 16),
        String(repeating: "1", count: 40), "1\\u0000",
    ])
    func numbers(number: String) throws {
        for (name, value) in [
            ("orig", #"{"tn":"\#(number)"}"#), ("dest", #"{"tn":["1","\#(number)"]}"#),
            ("dest", #"{"tn":"\#(number)"}"#), ("div", #"{"tn":"\#(number)"}"#),
        ] {
            let field = try #require(PassportField.divO.first { $0.name == name })
            #expect(error(PassportField.divO, field, [value]) == .forbiddenNumber)
        }
    }
}
