internal import Adversaries
internal import CallPlacement
internal import Encodings
internal import Sealing

extension Mutant {
    /// Links that tell of what they lead to.
    static let links = [shortDummyLinks, realLinksFirst, sameLinks, linksThatEnd]

    static let shortDummyLinks = linking(
        "short-dummy-links", "links to dummies are random text of another length"
    ) { links in
        for place in links.targets.indices where links.targets[place] == nil {
            links.texts[place] = Base64URL.encode(BreakableSealer.randomBytes(33))
        }
    }

    static let realLinksFirst = linking(
        "real-links-first", "links to PASSporTs stand before those to dummies"
    ) { links in
        let order =
            links.targets.indices.filter { links.targets[$0] != nil }
            + links.targets.indices.filter { links.targets[$0] == nil }
        links.texts = order.map { links.texts[$0] }
    }

    static let sameLinks = linking(
        "same-links", "a link to a PASSporT is the same in every list"
    ) { links in
        for (place, target) in links.targets.enumerated() {
            guard let target else { continue }
            links.texts[place] = try links.handles.location(of: target, under: links.prefix)
        }
    }

    static let linksThatEnd = Mutant(
        "links-that-end", "a link to nothing is refused", breaks: [.handlesAndLinks]
    ) { service, parts in
        service.retrieval = Linking(parts: parts, honest: service.retrieval, refusesEmpty: true) { _ in }
    }

    private static func linking(
        _ name: String, _ fault: String, _ alter: @escaping @Sendable (inout AlteredLinks) throws -> Void
    ) -> Mutant {
        Mutant(name, fault, breaks: [.handlesAndLinks]) { service, parts in
            service.retrieval = Linking(parts: parts, honest: service.retrieval, alter: alter)
        }
    }
}

/// A list of links on its way out, and what they lead to.
struct AlteredLinks {
    let handles: HandleSealer
    let prefix: IndexPrefix
    let targets: [PlacementReference?]
    var texts: [String]
}

/// The service's retrieval with links that are altered.
private struct Linking: Retrieving {
    let parts: ServiceParts
    let honest: any Retrieving
    var refusesEmpty = false
    let alter: @Sendable (inout AlteredLinks) throws -> Void

    func batch(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [UInt8] {
        try await honest.batch(under: prefix, entries: entries, arrival: arrival)
    }

    func links(
        under prefix: IndexPrefix, entries: Int, arrival: ContinuousClock.Instant
    ) async throws(ServiceFailure) -> [String] {
        let texts = try await honest.links(under: prefix, entries: entries, arrival: arrival)
        let handles = HandleSealer(key: parts.handleKey)
        do {
            var links = AlteredLinks(
                handles: handles, prefix: prefix,
                targets: try texts.map { text in
                    try handles.open(text, under: prefix, at: parts.clock.boot()).flatMap {
                        try parts.store.reference(to: $0)
                    }
                }, texts: texts)
            try alter(&links)
            return links.texts
        } catch {
            throw .sealing(.unavailable)
        }
    }

    func batch(
        following handle: String, under prefix: IndexPrefix, arrival: ContinuousClock.Instant
    ) async throws -> [UInt8] {
        let target = try HandleSealer(key: parts.handleKey).open(handle, under: prefix, at: parts.clock.boot())
        // No text at all is no link, and refused.
        let followed = refusesEmpty && target == nil ? "" : handle
        return try await honest.batch(following: followed, under: prefix, arrival: arrival)
    }
}
