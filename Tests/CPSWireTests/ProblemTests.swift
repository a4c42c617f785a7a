import CPSWire
import Testing

@Suite("Problems")
struct ProblemTests {
    @Test("every type has a name, a status and a sentence of its own")
    func everyType() {
        let types = ProblemType.allCases
        #expect(types.count == 31)
        #expect(Set(types.map(\.rawValue)).count == types.count)
        #expect(Set(types.map(\.detail)).count == types.count)
        for type in types {
            #expect(type.rawValue.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x61...0x7a).contains($0) })
            #expect((400...599).contains(type.status))
            #expect(type.detail.hasSuffix("."))
            #expect(type.detail.split(separator: " ").count > 4)
            #expect(type.detail.first?.isUppercase == true)
        }
    }

    /// The statuses of the protocol: a client decides by them whether to try again.
    @Test(
        "statuses",
        arguments: [
            (ProblemType.malformedIndex, 400), (.refusedKey, 400), (.indexMismatch, 400), (.otherKey, 400),
            (.tokenRequired, 401), (.tokenRefused, 401), (.signatureRefused, 403), (.credentialRequired, 403),
            (.malformedBucket, 400), (.malformedBinding, 400), (.bindingRefused, 403), (.bindingOfAnother, 403),
            (.bindingOutdated, 409), (.tooManyBindings, 409), (.tooManyBindingsForNumber, 409),
            (.bindingQuotaUsedUp, 429), (.notFound, 404), (.methodNotAllowed, 405), (.notAcceptable, 406),
            (.wrongSize, 413),
            (.wrongMediaType, 415),
            (.tokenUsedUp, 429), (.tokenUsedUpForIndex, 429), (.quotaUsedUp, 429), (.failed, 500), (.overloaded, 503),
        ])
    func statuses(_ type: ProblemType, _ status: Int) {
        #expect(type.status == status)
    }

    @Test("exact bytes")
    func bytes() throws {
        let expected = """
            {"detail":"Take a fresh token: this one has had all its uses.","status":429,"type":"/problems/token-used-up"}
            """
        #expect(String(decoding: try Problem(.tokenUsedUp).encoded(), as: UTF8.self) == expected)
    }

    @Test("what is written is read, and names its type", arguments: ProblemType.allCases)
    func roundTrip(_ type: ProblemType) throws {
        let problem = Problem(type)
        let read = try Problem(json: problem.encoded())
        #expect(read == problem)
        #expect(read.problemType == type)
    }

    @Test("a type of a later version is read, and not known")
    func laterVersion() throws {
        let json = #"{"type":"/problems/of-tomorrow","status":418,"detail":"Wait.","more":true}"#
        let problem = try Problem(json: Array(json.utf8))
        #expect(problem.status == 418)
        #expect(problem.problemType == nil)
    }

    @Test("refuses", arguments: ["", "{}", "[]", #"{"type":"/problems/failed","status":"500","detail":"x"}"#])
    func refuses(_ json: String) {
        #expect(throws: (any Error).self) { try Problem(json: Array(json.utf8)) }
    }
}
