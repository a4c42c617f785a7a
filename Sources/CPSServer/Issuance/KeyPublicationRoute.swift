internal import CPSWire
internal import CallPlacement
internal import HTTPTypes
internal import Hummingbird
internal import KeyDirectory

/// Publishing and withdrawing key bindings: `POST /key-bindings` on the issuance listener, where the client's
/// certificate is known. A binding names its publisher anyway.
struct KeyPublicationRoute: Sendable {
    let service: KeyDirectoryService

    /// Whether this is the media type of something that is taken.
    static func takes(_ mediaType: String?) -> Bool {
        mediaType == MediaType.keyBinding || mediaType == MediaType.keyWithdrawal
    }

    func respond(to body: [UInt8], as mediaType: String?, from sender: CredentialID) async throws -> Answer {
        guard let text = String(validating: body, as: UTF8.self) else { return .problem(.malformedBinding) }
        let isWithdrawal = mediaType == MediaType.keyWithdrawal
        let publication =
            isWithdrawal
            ? try await service.withdraw(text, from: sender) : try await service.publish(text, from: sender)
        return switch publication {
        case .accepted:
            Answer(Response(status: isWithdrawal ? .noContent : .created, headers: [.cacheControl: "no-store"]))
        case .refused(let refusal): .problem(ProblemType(refusal))
        }
    }
}

extension ProblemType {
    /// The one table from what the directory refuses to what the sender is told.
    init(_ refusal: KeyPublicationRefusal) {
        switch refusal {
        case .malformed: self = .malformedBinding
        case .notBelieved: self = .bindingRefused
        case .signedByAnother: self = .bindingOfAnother
        case .outdated: self = .bindingOutdated
        case .quotaUsedUp: self = .bindingQuotaUsedUp
        case .tooMany: self = .tooManyBindings
        case .tooManyForNumber: self = .tooManyBindingsForNumber
        }
    }
}
