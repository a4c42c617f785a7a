internal import STIR

/// The members of a JSON object in a request, each read in the form that it has to have. Members that nobody asks for
/// are passed over.
struct RequestMembers: Sendable {
    private let members: [String: JSONValue]
    /// What stands before a name in a refusal, such as `signingRequest.`.
    private let prefix: String

    /// Takes a body apart that is an object with one member of a name, which is an object itself.
    init(body: [UInt8], of name: String) throws(RequestFault) {
        guard !body.isEmpty else { throw .missingBody }
        guard let all = JSONParser.parse(body)?.members else { throw .malformedJSON }
        guard let value = all[name], value != .null else { throw .missing(name) }
        guard let members = value.members else { throw .invalid(name, "an object") }
        self.members = members
        self.prefix = name + "."
    }

    private init(_ members: [String: JSONValue], prefix: String) {
        self.members = members
        self.prefix = prefix
    }

    /// What a name is called in a refusal.
    func path(_ name: String) -> String { prefix + name }

    /// The member of the first of these names that is there; `null` is not.
    private func value(_ names: [String]) -> (name: String, value: JSONValue)? {
        for name in names {
            if let value = members[name], value != .null { return (name, value) }
        }
        return nil
    }

    /// A text, where there is one.
    func text(_ name: String) throws(RequestFault) -> String? {
        guard let (name, value) = value([name]) else { return nil }
        guard let text = value.text else { throw .invalid(path(name), "text") }
        return text
    }

    /// A whole number of seconds since 1970, where there is one, under the first of these names.
    func seconds(_ names: String...) throws(RequestFault) -> Int64? {
        guard let (name, value) = value(names) else { return nil }
        guard let seconds = value.integer, (0...Self.latest).contains(seconds) else {
            throw .invalid(path(name), "a whole number of seconds since 1970")
        }
        return seconds
    }

    /// A text, or several in an array; none where there is no such member, or it is an empty text.
    func texts(_ name: String, atMost limit: Int) throws(RequestFault) -> [String] {
        guard let (name, value) = value([name]) else { return [] }
        if let text = value.text { return text.isEmpty ? [] : [text] }
        guard let texts = value.elements?.map(\.text), !texts.contains(nil), texts.count <= limit else {
            throw .invalid(path(name), "text, or an array of at most \(limit) texts")
        }
        return texts.compactMap(\.self).filter { !$0.isEmpty }
    }

    /// An object, where there is one, under the first of these names.
    func object(_ names: [String]) throws(RequestFault) -> RequestMembers? {
        guard let (name, value) = value(names) else { return nil }
        guard let members = value.members else { throw .invalid(path(name), "an object with tn or uri") }
        return RequestMembers(members, prefix: path(name) + ".")
    }

    /// The end of the year 9999.
    private static let latest: Int64 = 253_402_300_799
}
