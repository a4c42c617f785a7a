import CPSWire
import Testing

@Suite("Links of a collection")
struct PassportLinksTests {
    @Test("exact bytes, slashes as they are")
    func bytes() throws {
        let links = PassportLinks(ppts: [WirePath.passport("1f", handle: "a-_"), WirePath.passport("1f", handle: "b")])
        let expected = #"{"ppts":["/cps/1f/ppts/a-_","/cps/1f/ppts/b"]}"#
        #expect(String(decoding: try links.encoded(), as: UTF8.self) == expected)
        #expect(try PassportLinks(json: links.encoded()) == links)
    }

    @Test("no links")
    func none() throws {
        #expect(String(decoding: try PassportLinks(ppts: []).encoded(), as: UTF8.self) == #"{"ppts":[]}"#)
    }

    @Test("refuses", arguments: ["", "{}", "[]", #"{"ppts":null}"#, #"{"ppts":[1]}"#, #"{"ppts":"/cps/1f/ppts/a"}"#])
    func refuses(_ json: String) {
        #expect(throws: (any Error).self) { try PassportLinks(json: Array(json.utf8)) }
    }
}
