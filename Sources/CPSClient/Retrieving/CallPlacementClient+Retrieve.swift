internal import CPSWire
internal import Sealing

extension CallPlacementClient {
    /// The most retrievals of one ``poll(_:entries:atMost:)``.
    public static let mostRetrievals = 8

    /// Looks for PASSporTs (RFC 8816 section 6.2), and again while the service says that it has more for this
    /// key than came.
    ///
    /// Further retrievals can be seen on the network, and say that there were several calls. Who polls at a
    /// steady pace asks for `atMost: 1` and finds the rest with the next poll.
    ///
    /// - Parameters:
    ///   - key: Whose; its prefix length is asked with.
    ///   - entries: How many entries an answer has, a power of two; the service's default where `nil`.
    ///   - atMost: Retrievals at the most, 1 to ``mostRetrievals``.
    /// - Throws: ``CPSClientError/entriesRefused``, ``CPSClientError/malformedAnswer``, or what the service or
    ///   the network said.
    public func poll(
        _ key: CalleeKey, entries: Int? = nil, atMost retrievals: Int = mostRetrievals
    ) async throws(CPSClientError) -> RetrievalResult {
        let parameters = try await parameters()
        var reader = BatchReader(key: key.privateKey, size: try parameters.size)
        let count = try parameters.entries(entries)
        for _ in 0..<min(max(1, retrievals), Self.mostRetrievals) {
            try reader.read(try await batch(key, entries: count), entries: count)
            if reader.isComplete { break }
        }
        return reader.result
    }

    /// One batch as the service sent it, to be opened later with ``open(_:key:)``.
    ///
    /// - Throws: ``CPSClientError/entriesRefused``, or what the service or the network said.
    public func batch(_ key: CalleeKey, entries: Int? = nil) async throws(CPSClientError) -> [UInt8] {
        let parameters = try await parameters()
        let size = try parameters.size
        let count = try parameters.entries(entries)
        let batch = try await exchange.send(forms.batch(key.prefix, entries: count, size: size)).body
        guard batch.count == size.batchByteCount(entries: count) else { throw .malformedAnswer }
        return batch
    }

    /// Links to all entries under the key's prefix, of PASSporTs and of dummies alike (RFC 8816 section 9).
    ///
    /// - Throws: ``CPSClientError/entriesRefused``, ``CPSClientError/malformedAnswer``, or what the service or
    ///   the network said.
    public func links(_ key: CalleeKey, entries: Int? = nil) async throws(CPSClientError) -> [PassportLink] {
        let count = try await parameters().entries(entries)
        let body = try await exchange.send(forms.links(key.prefix, entries: count)).body
        guard let links = try? PassportLinks(json: body), links.ppts.count == count else { throw .malformedAnswer }
        do {
            return try links.ppts.map { try PassportLink($0, under: key.prefix) }
        } catch {
            throw .malformedAnswer
        }
    }

    /// What a link leads to: nothing, or what one entry holds for the key.
    ///
    /// To follow only some links, or to stop at the first that holds something, gives away which it was:
    /// follow all, in the order given.
    ///
    /// - Throws: ``CPSClientError/malformedLink`` where the link is of another prefix, or what the service or
    ///   the network said.
    public func follow(_ link: PassportLink, key: CalleeKey) async throws(CPSClientError) -> RetrievalResult {
        guard link.prefix == key.prefix else { throw .malformedLink }
        let size = try await parameters().size
        var reader = BatchReader(key: key.privateKey, size: size)
        try reader.read(try await exchange.send(forms.link(link.path, size: size)).body, entries: 1)
        return reader.result
    }
}
