internal import CPSWire

/// What kind of request something is, as it is counted: its route without anything that the client chose.
enum RequestKind: Int, Hashable, Sendable, CaseIterable {
    case store
    case retrieve
    case link
    case parameters
    case issuerDirectory
    case keyBucket
    case keyList
    case tokenRequest
    case keyPublication
    case health
    case problem
    /// A path that there is not.
    case unknown

    /// How it is called in a label.
    var name: String {
        switch self {
        case .store: "store"
        case .retrieve: "retrieve"
        case .link: "link"
        case .parameters: "parameters"
        case .issuerDirectory: "issuer-directory"
        case .keyBucket: "key-bucket"
        case .keyList: "key-list"
        case .tokenRequest: "token-request"
        case .keyPublication: "key-publication"
        case .health: "health"
        case .problem: "problem"
        case .unknown: "unknown"
        }
    }

    /// The kinds that a listener has.
    static func all(on listener: ListenerError.Name) -> [RequestKind] {
        switch listener {
        case .public:
            [
                .store, .retrieve, .link, .parameters, .issuerDirectory, .keyBucket, .keyList, .health, .problem,
                .unknown,
            ]
        case .issuance: [.tokenRequest, .keyPublication, .issuerDirectory, .unknown]
        case .metrics: []
        }
    }

    /// What can become of it. Each of these is shown from the start, so that the first one of a kind is seen to rise
    /// from 0; whatever else happens is counted with what was not finished.
    var outcomes: [Outcome] {
        let problems: [ProblemType] =
            switch self {
            case .store:
                [
                    .notFound, .malformedIndex, .wrongMediaType, .malformedHeader, .tokenRequired, .wrongSize,
                    .digestMismatch, .refusedKey, .indexMismatch, .tokenRefused, .signatureRefused, .tokenUsedUp,
                    .tokenUsedUpForIndex, .overloaded, .failed,
                ]
            case .retrieve:
                [.malformedIndex, .malformedEntries, .notAcceptable, .methodNotAllowed, .overloaded, .failed]
            case .link:
                [.malformedIndex, .notAcceptable, .malformedHandle, .methodNotAllowed, .overloaded, .failed]
            case .parameters, .issuerDirectory, .health: [.methodNotAllowed]
            case .problem: [.notFound, .methodNotAllowed]
            case .keyBucket: [.notFound, .malformedBucket, .methodNotAllowed, .overloaded, .failed]
            case .keyList: [.notFound, .methodNotAllowed, .overloaded, .failed]
            case .tokenRequest:
                [
                    .methodNotAllowed, .wrongMediaType, .wrongSize, .credentialRequired, .malformedTokenRequest,
                    .otherKey, .quotaUsedUp, .overloaded, .failed,
                ]
            case .keyPublication:
                [
                    .notFound, .methodNotAllowed, .wrongMediaType, .wrongSize, .credentialRequired, .malformedBinding,
                    .bindingRefused, .bindingOfAnother, .bindingOutdated, .bindingQuotaUsedUp, .tooManyBindings,
                    .tooManyBindingsForNumber, .overloaded, .failed,
                ]
            case .unknown: [.notFound]
            }
        let answered: [Outcome] =
            switch self {
            case .unknown: []
            case .keyList: [.ok, .notModified]
            default: [.ok]
            }
        return answered + problems.map { .problem($0) } + [.unfinished]
    }

    /// Whether its time is worth a histogram: it does some work.
    var isTimed: Bool {
        switch self {
        case .store, .retrieve, .link, .keyBucket, .keyList, .tokenRequest, .keyPublication: true
        case .parameters, .issuerDirectory, .health, .problem, .unknown: false
        }
    }
}
