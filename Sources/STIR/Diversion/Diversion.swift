/// Who a call was for before it was diverted: the "div" claim (RFC 8946 section 3).
public struct Diversion: Hashable, Sendable {
    /// Most bytes of ``historyIndex``.
    public static let maximumIndexBytes = 64

    /// The party that diverted the call: the one destination, of those that the call had, that it is diverted from.
    public let party: PassportIdentity
    /// "hi": the index of the History-Info entry that goes with it, such as `1.2.1` (RFC 8946 section 8).
    public let historyIndex: String?
    /// Other members of the claim, which section 3 allows, as they were.
    public let otherMembers: [String: JSONValue]

    /// States a diversion.
    ///
    /// - Parameters:
    ///   - party: Who diverts.
    ///   - historyIndex: Numbers with periods between them (RFC 7044 section 5).
    /// - Throws: ``PassportError/malformedDiversion``.
    public init(by party: PassportIdentity, historyIndex: String? = nil) throws(PassportError) {
        try self.init(party: party, historyIndex: historyIndex, otherMembers: [:])
    }

    private init(
        party: PassportIdentity, historyIndex: String?, otherMembers: [String: JSONValue]
    ) throws(PassportError) {
        if case .uri(let uri) = party, !PassportURI.isUsable(uri) { throw .malformedDiversion }
        guard historyIndex.map(Self.isIndex) ?? true else { throw .malformedDiversion }
        self.party = party
        self.historyIndex = historyIndex
        self.otherMembers = otherMembers
    }

    private static func isIndex(_ text: String) -> Bool {
        text.utf8.count <= maximumIndexBytes
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { number in
                !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }
}

extension Diversion {
    /// The claim's value.
    var json: JSONValue {
        var members = otherMembers
        if case .object(let identity) = party.json { members.merge(identity) { _, new in new } }
        if let historyIndex { members["hi"] = .string(historyIndex) }
        return .object(members)
    }

    /// Reads the claim's value: one number or one URI, never a list ("only one identifier", section 3).
    init(json: JSONValue?) throws(PassportError) {
        guard var members = json?.members else { throw .malformedDiversion }
        var identity: [String: JSONValue] = [:]
        for name in ["tn", "uri"] { identity[name] = members.removeValue(forKey: name) }
        let party: PassportIdentity
        do throws(PassportError) {
            party = try PassportIdentity(json: .object(identity), claim: "div")
        } catch {
            throw error == .forbiddenNumber ? error : .malformedDiversion
        }
        var index: String?
        if let value = members.removeValue(forKey: "hi") {
            guard let text = value.text else { throw .malformedDiversion }
            index = text
        }
        try self.init(party: party, historyIndex: index, otherMembers: members)
    }
}

extension Diversion: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "diversion(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
