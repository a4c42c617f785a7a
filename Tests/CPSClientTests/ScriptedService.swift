import BlindTokens
import CPSClient
import CPSWire
import Foundation
import Sealing
import Synchronization

/// A service behind no socket: answers as the protocol says, remembers every request, and misbehaves on demand.
final class ScriptedService: Transport {
    struct State {
        var requests: [WireRequest] = []
        var placed: [LiveEntry] = []
        /// Failures to happen first, one a request.
        var failures: [Result<WireResponse, CPSClientError>] = []
        /// What it claims as `pending`, where that is not the truth.
        var pending: Int?
        /// Added to what the certified directory shows; what strangers see stays.
        var certifiedKeys: [BlindRSAPublicKey] = []
        var damagesTokens = false
        /// Tokens that may still be asked for.
        var quota = Int.max
    }

    /// One key pair for all tests: making one takes a while.
    static let key: BlindRSAPrivateKey? = try? BlindRSAPrivateKey.generate()
    static let otherKey: BlindRSAPrivateKey? = try? BlindRSAPrivateKey.generate()
    static let now: Int64 = 1_800_000_000
    static let address = "https://cps.example:8443"

    let state = Mutex(State())
    let parameters: ServiceParameters
    private let issuer: TokenIssuer

    init(uses: Int = 8, usesPerIndex: Int = 2, entries: Int = 4) throws {
        parameters = ServiceParameters(
            sealedSize: 2048, lifetime: 60, entries: .init(default: entries, maximum: 16), releaseQuantum: 5,
            token: .init(uses: uses, usesPerIndex: usesPerIndex, epoch: 86_400, grace: 3600),
            issuer: .init(name: "cps.example", url: "https://cps.example:8444"))
        guard let key = Self.key else { throw TokenError.unavailable }
        issuer = TokenIssuer(key: key)
    }

    /// A client of it that never waits.
    func client(name: String? = nil) throws -> CallPlacementClient {
        guard let url = URL(string: Self.address) else { throw CPSClientError.malformedServiceURL }
        return try CallPlacementClient(
            service: url, name: name, transport: self, pause: { _ in }, wallClock: { Self.now })
    }

    var requests: [WireRequest] { state.withLock(\.requests) }
    var stores: [WireRequest] { requests.filter { $0.method == "POST" && $0.use == .alone } }

    func send(_ request: WireRequest) async throws(CPSClientError) -> WireResponse {
        let failure = state.withLock { state in
            state.requests.append(request)
            return state.failures.isEmpty ? nil : state.failures.removeFirst()
        }
        if let failure { return try failure.get() }
        do {
            return try answer(request)
        } catch {
            throw CPSClientError.malformedAnswer
        }
    }

    private func answer(_ request: WireRequest) throws -> WireResponse {
        switch (request.method, request.target) {
        case ("GET", WirePath.parameters): return WireResponse(status: 200, body: try parameters.encoded())
        case ("GET", WirePath.issuerDirectory): return WireResponse(status: 200, body: directory(for: request.use))
        case ("POST", WirePath.tokenRequest):
            let isRefused = state.withLock { state in
                state.quota -= 1
                return state.quota < 0
            }
            if isRefused { return WireResponse(status: 429, body: try Problem(.quotaUsedUp).encoded()) }
            var response = try issuer.issue(try TokenRequest(bytes: request.body ?? []))
            if state.withLock(\.damagesTokens) { response[100] ^= 1 }
            return WireResponse(status: 200, body: response)
        case ("POST", _):
            let body = request.body ?? []
            let recipient = try RecipientPublicKey(bytes: body.prefix(32))
            place(sealed: Array(body.dropFirst(32)), for: recipient)
            return WireResponse(status: 201)
        default:
            let entries = Int(request.target.split(separator: "=").last ?? "") ?? 1
            if request.fields.contains(where: { $0.value == MediaType.json }) {
                let prefix = request.target.split(separator: "/").map(String.init)[1]
                let links = (0..<entries).map {
                    WirePath.passport(prefix, handle: String(repeating: "\($0 % 10)", count: 64))
                }
                return WireResponse(status: 200, body: try PassportLinks(ppts: links).encoded())
            }
            return WireResponse(status: 200, body: try batch(entries: entries))
        }
    }

    func place(sealed: [UInt8], for recipient: RecipientPublicKey) {
        state.withLock { $0.placed.append(LiveEntry(recipient: recipient, sealed: sealed, pending: 0, remaining: 41)) }
    }

    private func batch(entries: Int) throws -> [UInt8] {
        let (placed, claimed) = state.withLock { ($0.placed, $0.pending) }
        let live = placed.shuffled().prefix(entries).map { entry in
            LiveEntry(
                recipient: entry.recipient, sealed: entry.sealed,
                pending: claimed ?? placed.count { $0.recipient == entry.recipient }, remaining: entry.remaining)
        }
        return try BatchSealer(size: SealedSize.standard).batch(of: Array(live), entries: entries)
    }

    private func directory(for use: ConnectionUse) -> [UInt8] {
        let own = state.withLock {
            use == .issuance && !$0.certifiedKeys.isEmpty ? $0.certifiedKeys.removeFirst() : nil
        }
        return IssuerDirectory(
            requestURI: WirePath.tokenRequest,
            entries: [.init(tokenKey: own ?? issuer.publicKey, notBefore: UInt64(Self.now - 100))]
        ).json
    }
}
