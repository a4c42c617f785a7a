internal import CPSWire
internal import KeyDirectory
internal import Synchronization

/// A list of key bindings that is the same for everyone.
public enum KeyBindingDownload: Hashable, Sendable {
    /// It has not changed since the entity tag that was given.
    case unchanged
    /// What is in it, not verified, and the entity tag to ask with next time.
    case changed(bindings: [String], entityTag: String)
}

extension CallPlacementClient {
    /// The most bytes of a whole list.
    private static let listLimit = 536_870_912
    /// Seconds for which the broad list is used without asking.
    private static let broadListAge: Int64 = 3600

    /// Every binding of the directory, for those who want to look up without asking. Nothing in it is verified: give it
    /// to ``KeyLookUp/init(_:among:verifier:at:)``.
    ///
    /// - Parameter entityTag: of what was fetched before, where there is something.
    /// - Throws: ``CPSClientError/malformedAnswer`` also where the service's entity tag is not that of the content: a tag
    ///   of one's own would be recognised at the next request.
    public func allBindings(ifChangedFrom entityTag: String? = nil) async throws(CPSClientError) -> KeyBindingDownload {
        try await download(WirePath.keyBindings, knownTag: entityTag)
    }

    /// The bindings that are for so many numbers that they are in no bucket. Asked for at most once an hour, and not more
    /// often for those who call more often.
    func broadBindings() async throws(CPSClientError) -> BroadKeyBindings {
        let now = wallClock()
        let known = broadKeyBindings.withLock { $0 }
        if let known, (0..<Self.broadListAge).contains(now - known.fetched) { return known }
        let fetched: BroadKeyBindings
        switch try await download(WirePath.broadKeyBindings, knownTag: known?.entityTag) {
        case .changed(let bindings, let tag):
            fetched = BroadKeyBindings(bindings: bindings, entityTag: tag, fetched: now)
        case .unchanged:
            guard let known else { throw .malformedAnswer }
            fetched = BroadKeyBindings(bindings: known.bindings, entityTag: known.entityTag, fetched: now)
        }
        broadKeyBindings.withLock { $0 = fetched }
        return fetched
    }

    private func download(_ path: String, knownTag: String?) async throws(CPSClientError) -> KeyBindingDownload {
        guard try await parameters().keys != nil else { throw .noKeyDirectory }
        let request = forms.keyBindings(path, knownTag: knownTag, limit: Self.listLimit)
        let answer = try await exchange.send(request, orIfUnchanged: knownTag != nil)
        guard answer.status != 304 else { return .unchanged }
        let bindings = try Self.read(answer.body)
        let tag = KeyBindingList.entityTag(of: bindings)
        guard answer.entityTag == "\"\(tag)\"" else { throw .malformedAnswer }
        return .changed(bindings: bindings, entityTag: tag)
    }
}

/// The broad list as it was fetched.
struct BroadKeyBindings: Sendable {
    let bindings: [String]
    let entityTag: String
    /// When, in seconds since 1970.
    let fetched: Int64
}
