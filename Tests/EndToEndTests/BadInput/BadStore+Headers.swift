import Foundation
import ServiceHarness

extension BadStore {
    /// Headers that are missing, doubled, or near the fixed ones.
    static let headers: [BadStore] =
        missingOrDoubled
        + [
            other("content-type", "application/octet-stream; charset=utf-8", 415, "wrong-media-type"),
            other("content-type", "Application/Octet-Stream", 415, "wrong-media-type"),
            other("content-type", "application/json", 415, "wrong-media-type"),
            other("content-digest", "", 400, "digest-mismatch"),
            other("content-digest", "sha-256=:\(Data(count: 32).base64EncodedString()):", 400, "digest-mismatch"),
            near("content-digest", 400, "digest-mismatch") { "SHA" + $0.dropFirst(3) },
            near("content-digest", 400, "digest-mismatch") { $0 + ";a=1" },
            near("content-digest", 400, "digest-mismatch") { String($0.dropLast()) },
            near("content-digest", 400, "digest-mismatch") { "sha-512=:AA==:, " + $0 },
            near("signature-input", 400, "malformed-header") { $0 + ";created=1" },
            near("signature-input", 400, "malformed-header") { $0.replacing(";alg=", with: "; alg=") },
            near("signature-input", 400, "malformed-header") { $0.replacing(#";alg="ed25519""#, with: "") },
            near("signature-input", 400, "malformed-header") { $0.replacing("store=", with: "sig1=") },
            near("signature-input", 400, "malformed-header") { $0.replacing("ed25519", with: "Ed25519") },
            // The Greek question mark, which is equal to a semicolon where texts are compared.
            near("signature-input", 400, "malformed-header") { $0.replacing(";", with: "\u{37E}") },
            near("signature-input", 400, "malformed-header") {
                $0.replacing(#""@method" "@path""#, with: #""@path" "@method""#)
            },
            other("signature-input", "", 400, "malformed-header"),
            near("signature", 400, "malformed-header") { $0.replacing("store=", with: "sig1=") },
            near("signature", 400, "malformed-header") { $0.replacing("==:", with: ":") },
            near("signature", 400, "malformed-header") { String($0.dropLast()) },
            other("signature", "store=:\(Data(count: 63).base64EncodedString()):", 400, "malformed-header"),
            other("signature", "store=:\(Data(count: 65).base64EncodedString()):", 400, "malformed-header"),
            other("signature", "store=:*:", 400, "malformed-header"),
            other("signature", "", 400, "malformed-header"),
            near("authorization", 401, "token-required") { $0.replacing("PrivateToken", with: "Bearer") },
            near("authorization", 401, "token-required") { $0.replacing("PrivateToken", with: "privatetoken") },
            near("authorization", 401, "token-required") { $0.replacing("PrivateToken ", with: "PrivateToken  ") },
            near("authorization", 401, "token-required") { $0.replacing("\"", with: "") },
            near("authorization", 401, "token-required") { $0 + ", extra=\"1\"" },
            other("authorization", "", 401, "token-required"),
        ]

    private static let missingOrDoubled: [BadStore] = [
        ("content-type", 415, "wrong-media-type"), ("content-digest", 400, "malformed-header"),
        ("signature-input", 400, "malformed-header"), ("signature", 400, "malformed-header"),
        ("authorization", 401, "token-required"),
    ].flatMap { name, status, problem in
        [
            BadStore("no \(name)", status, problem) { $0.request.without(name) },
            BadStore("\(name) twice", status, problem) { $0.request.doubling(name) },
        ]
    }

    private static func other(_ field: String, _ value: String, _ status: Int, _ problem: String) -> BadStore {
        BadStore("\(field): \(value.prefix(40))", status, problem) { $0.request.with(field, value) }
    }

    private static func near(
        _ field: String, _ status: Int, _ problem: String, _ change: @escaping @Sendable (String) -> String
    ) -> BadStore {
        BadStore("\(field) near to the right one: \(change("(value)"))", status, problem) { order in
            let request = order.request
            let value = request.fields.first { $0.name == field }?.value ?? ""
            let changed = change(value)
            // As bytes: texts that look alike are equal as texts.
            guard !changed.utf8.elementsEqual(value.utf8) else {
                throw HarnessError.malformedAnswer("the case changes nothing")
            }
            return request.with(field, changed)
        }
    }
}
