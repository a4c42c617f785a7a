/// The called parties: the "dest" claim (RFC 8225 section 5.2.1), at least one.
public struct PassportDestinations: Hashable, Sendable {
    /// Telephone numbers, in lexicographic order as the section asks.
    public let numbers: [TelephoneNumber]
    /// URIs, in lexicographic order.
    public let uris: [String]

    /// Collects the called parties, in any order.
    ///
    /// - Throws: ``PassportError/malformedClaim`` if there is none, or a URI is empty or not printable ASCII.
    public init(numbers: [TelephoneNumber] = [], uris: [String] = []) throws(PassportError) {
        guard !numbers.isEmpty || !uris.isEmpty, uris.allSatisfy(PassportURI.isUsable) else {
            throw .malformed(claim: "dest")
        }
        self.numbers = numbers.sorted()
        self.uris = uris.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether `identity` is one of them, however its URI is written.
    public func contains(_ identity: PassportIdentity) -> Bool {
        switch identity {
        case .number(let number): numbers.contains(number)
        case .uri: uris.contains { PassportIdentity.uri($0).isEquivalent(to: identity) }
        }
    }

    /// The claim's value. A kind of which there is none is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        if !numbers.isEmpty { members["tn"] = .array(numbers.map { .string($0.digits) }) }
        if !uris.isEmpty { members["uri"] = .array(uris.map(JSONValue.string)) }
        return .object(members)
    }

    /// Reads the claim's value: arrays of strings under "tn" and "uri" and nothing else, neither array empty.
    ///
    /// A single string stands for an array of one: the signed example of RFC 8946 section 5 has it so.
    init(json: JSONValue?) throws(PassportError) {
        guard let members = json?.members, Set(members.keys).isSubset(of: ["tn", "uri"]) else {
            throw .malformed(claim: "dest")
        }
        var numbers: [TelephoneNumber] = []
        for text in try Self.texts(members["tn"]) { numbers.append(try TelephoneNumber(claim: text)) }
        try self.init(numbers: numbers, uris: try Self.texts(members["uri"]))
    }

    private static func texts(_ json: JSONValue?) throws(PassportError) -> [String] {
        guard let json else { return [] }
        if let text = json.text { return [text] }
        guard let texts = json.elements?.map(\.text), !texts.isEmpty, !texts.contains(nil) else {
            throw .malformed(claim: "dest")
        }
        return texts.compactMap(\.self)
    }
}

extension PassportDestinations: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "destinations(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
