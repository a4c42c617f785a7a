internal import BlindTokens
internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Sealing

/// Stores: `POST /cps/{index}/ppts`.
///
/// Every header has one form; what is not in it is refused before anything is computed.
struct StoreRoute: Sendable {
    let service: StoreService
    let issuance: IssuanceService
    let size: SealedSize
    let gate: AdmissionGate

    /// A route for a deployment's sealed size, in bytes.
    init(service: StoreService, issuance: IssuanceService, sealedByteCount: Int, gate: AdmissionGate) throws {
        self.service = service
        self.issuance = issuance
        self.size = try SealedSize(byteCount: sealedByteCount)
        self.gate = gate
    }

    /// What the sync of a slow disk takes, with nobody else waiting for it.
    private static let sync = Duration.milliseconds(100)

    /// Bytes of a store's body.
    private var bodyByteCount: Int { RecipientPublicKey.byteCount + size.byteCount }

    func respond(to request: Request, digits: Substring) async throws -> Answer {
        guard let index = (try? IndexPrefix(hex: digits))?.index else { return .problem(.malformedIndex) }
        guard request.headers.only(.contentType) == MediaType.store else { return .problem(.wrongMediaType) }
        guard let headers = StoreHeaders(request.headers) else { return .problem(.malformedHeader) }
        guard let value = request.headers.only(.authorization),
            let token = try? PrivateTokenAuthorization.token(fromAuthorization: value)
        else { return .problem(.tokenRequired, adding: challenge) }
        guard let body = try await request.body(ofExactly: bodyByteCount) else { return .problem(.wrongSize) }
        let submission = StoreSubmission(
            index: index, token: token, signature: headers.signature,
            signedBytes: StoreSignature.base(path: WirePath.passports(index.hex), contentDigest: headers.contentDigest),
            body: body)
        guard StoreSignature.isContentDigest(headers.contentDigest, sha256: submission.digest) else {
            return .problem(.digestMismatch)
        }
        let answer = try await gate.admit(held: Self.sync) {
            // Two signatures take too long for an event loop.
            try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try await self.answer(to: submission, index: index)
            }
        }
        return answer ?? .problem(.overloaded)
    }

    private func answer(to submission: StoreSubmission, index: PlacementIndex) async throws -> Answer {
        switch try await service.store(submission) {
        case .accepted(let handle):
            let location = WirePath.passport(index.hex, handle: handle)
            return Answer(Response(status: .created, headers: [.location: location, .cacheControl: "no-store"]))
        case .refused(let refusal):
            let problem = ProblemType(refusal)
            return .problem(problem, adding: problem.status == 401 ? challenge : [:])
        }
    }

    private var challenge: HTTPFields {
        [.wwwAuthenticate: issuance.authenticationChallenge]
    }
}

/// The three headers of a store beside its token.
private struct StoreHeaders {
    let contentDigest: String
    let signature: [UInt8]

    /// `nil` unless each stands there once and in its one form.
    init?(_ headers: HTTPFields) {
        guard let contentDigest = headers.only(.contentDigest),
            headers.only(.signatureInput).map(StoreSignature.isSignatureInput) == true,
            let signature = headers.only(.signature).flatMap(StoreSignature.signature(inHeaderValue:))
        else { return nil }
        self.contentDigest = contentDigest
        self.signature = signature
    }
}

extension ProblemType {
    /// The one table from what the service refuses to what a stranger is told.
    init(_ refusal: StoreRefusal) {
        switch refusal {
        case .wrongSize: self = .wrongSize
        case .refusedKey: self = .refusedKey
        case .indexMismatch: self = .indexMismatch
        case .tokenRefused: self = .tokenRefused
        case .signatureRefused: self = .signatureRefused
        case .tokenUsedUp: self = .tokenUsedUp
        case .tokenUsedUpForIndex: self = .tokenUsedUpForIndex
        }
    }
}
