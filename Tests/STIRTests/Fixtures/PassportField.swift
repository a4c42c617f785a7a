import STIR
import Testing

/// A member of header or payload, and what refuses a PASSporT where it is missing or wrong.
struct PassportField: Sendable, CustomTestStringConvertible {
    let name: String
    let good: String
    let inHeader: Bool
    let missing: PassportError?
    let wrong: PassportError
    var testDescription: String { name }

    /// Those of a diverted call.
    static let divO: [PassportField] = [
        PassportField(
            name: "alg", good: #""ES256""#, inHeader: true, missing: .unsupportedAlgorithm, wrong: .unsupportedAlgorithm
        ),
        PassportField(
            name: "typ", good: #""passport""#, inHeader: true, missing: .malformedHeader, wrong: .malformedHeader),
        PassportField(
            name: "x5u", good: #""x:y""#, inHeader: true, missing: .certificatesMissing, wrong: .malformedHeader),
        PassportField(name: "ppt", good: #""div-o""#, inHeader: true, missing: nil, wrong: .malformedHeader),
        PassportField(
            name: "iat", good: "1767225600", inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "orig", good: #"{"tn":"1"}"#, inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "dest", good: #"{"tn":["1"]}"#, inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "div", good: #"{"tn":"1"}"#, inHeader: false, missing: .malformedDiversion, wrong: .malformedDiversion
        ),
        PassportField(
            name: "opt", good: "\"\(Serialized().text)\"", inHeader: false, missing: .malformedOriginal,
            wrong: .malformedOriginal),
    ]

    /// Those that only "shaken" has, and the others that it needs.
    static let shaken: [PassportField] = [
        PassportField(
            name: "alg", good: #""ES256""#, inHeader: true, missing: .unsupportedAlgorithm, wrong: .unsupportedAlgorithm
        ),
        PassportField(
            name: "typ", good: #""passport""#, inHeader: true, missing: .malformedHeader, wrong: .malformedHeader),
        PassportField(
            name: "x5u", good: #""x:y""#, inHeader: true, missing: .certificatesMissing, wrong: .malformedHeader),
        PassportField(name: "ppt", good: #""shaken""#, inHeader: true, missing: nil, wrong: .malformedHeader),
        PassportField(
            name: "iat", good: "1767225600", inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "orig", good: #"{"tn":"1"}"#, inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "dest", good: #"{"tn":["1"]}"#, inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(name: "attest", good: #""A""#, inHeader: false, missing: .malformedClaim, wrong: .malformedClaim),
        PassportField(
            name: "origid", good: #""123e4567-e89b-12d3-a456-426655440000""#, inHeader: false,
            missing: .malformedClaim, wrong: .malformedClaim),
    ]
}
