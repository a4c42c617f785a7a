internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import Sealing

/// Retrievals (RFC 8816 section 9): a batch, or links, or what a link leads to.
struct RetrieveRoute: Sendable {
    let service: any Retrieving
    /// When answers leave: a request that waits for that does not wait for others.
    let schedule: ReleaseSchedule
    let entries: ServiceParameters.Entries
    let size: SealedSize
    let gate: AdmissionGate

    /// `GET /cps/{prefix}/ppts?entries=N`.
    func collection(
        _ digits: Substring, query: Substring?, request: Request, arrival: ContinuousClock.Instant
    ) async throws -> Answer {
        guard let prefix = try? IndexPrefix(hex: digits) else { return .problem(.malformedIndex) }
        guard let count = entries(in: query) else { return .problem(.malformedEntries) }
        guard let form = AnswerForm(request.headers) else { return .problem(.notAcceptable) }
        guard let room = gate.unread.room(for: size.batchByteCount(entries: count)) else {
            gate.countShed()
            return .problem(.overloaded)
        }
        let answer = try await gate.admit(since: arrival, held: schedule.delay(entries: count) ?? .zero) {
            switch form {
            case .batch:
                let batch = try await service.batch(under: prefix, entries: count, arrival: arrival)
                return Answer.answer(batch, as: MediaType.batch, in: room)
            case .links:
                let handles = try await service.links(under: prefix, entries: count, arrival: arrival)
                let links = PassportLinks(ppts: handles.map { WirePath.passport(prefix.hex, handle: $0) })
                return Answer.answer(try links.encoded(), as: MediaType.json)
            }
        }
        return answer ?? .problem(.overloaded)
    }

    /// `GET /cps/{prefix}/ppts/{handle}`.
    func link(
        _ handle: Substring, under digits: Substring, request: Request, arrival: ContinuousClock.Instant
    ) async throws -> Answer {
        guard let prefix = try? IndexPrefix(hex: digits) else { return .problem(.malformedIndex) }
        guard AnswerForm(request.headers) == .batch else { return .problem(.notAcceptable) }
        do {
            let answer = try await gate.admit(since: arrival, held: schedule.delay(entries: 1) ?? .zero) {
                let batch = try await service.batch(following: String(handle), under: prefix, arrival: arrival)
                return Answer.answer(batch, as: MediaType.batch)
            }
            return answer ?? .problem(.overloaded)
        } catch is MalformedHandle {
            return .problem(.malformedHandle)
        }
    }

    /// `entries=N` and nothing else, or the default where there is no query.
    private func entries(in query: Substring?) -> Int? {
        guard let query else { return entries.default }
        let prefix = "entries="
        let digits = query.dropFirst(prefix.count)
        guard query.hasPrefix(prefix), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !digits.hasPrefix("0"), let count = Int(digits)
        else { return nil }
        return count.nonzeroBitCount == 1 && count <= entries.maximum ? count : nil
    }
}

/// What a retriever accepts.
private enum AnswerForm {
    case batch
    case links

    /// A batch where nothing is said; `nil` where neither is accepted.
    init?(_ headers: HTTPFields) {
        // What nearly all send: taking lists apart costs more than all else that is read of a request.
        if headers[.accept] == MediaType.batch {
            self = .batch
            return
        }
        let accepted = headers[values: .accept].flatMap { $0.split(separator: ",") }
            .map { $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() }
        if accepted.isEmpty || accepted.contains(MediaType.batch) {
            self = .batch
        } else if accepted.contains(MediaType.json) {
            self = .links
        } else if accepted.contains("*/*") || accepted.contains("application/*") {
            self = .batch
        } else {
            return nil
        }
    }
}
