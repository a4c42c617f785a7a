import CPSWire

extension DecoderTrial {
    /// What HTTP carries: the three headers of a store, and JSON.
    static let wire: [DecoderTrial] = [
        // `Signature-Input`, `Signature` and `Content-Digest`, one a line. Each is looked at, whatever the others are.
        DecoderTrial("store-headers", longest: 320) { bytes -> StoreHeaderTrial? in
            let lines = text(bytes).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard lines.count == 3 else { return nil }
            let headers = StoreHeaderTrial(input: lines[0], signature: lines[1], digest: lines[2])
            return headers.hasAnySound ? headers : nil
        } holds: { headers, _ in
            try headers.check()
        },
        DecoderTrial("service-parameters", longest: 1024) {
            try ServiceParameters(json: $0)
        } holds: { parameters, _ in
            let written = try parameters.encoded()
            let again = try ServiceParameters(json: written)
            try promise(again == parameters, "parameters that were written are read as the same")
            try promise(again.encoded() == written, "parameters have one spelling")
        },
        DecoderTrial("links", longest: 1024) {
            try PassportLinks(json: $0)
        } holds: { links, _ in
            let again = try PassportLinks(json: links.encoded())
            try promise(
                again.ppts.map { utf8($0) } == links.ppts.map { utf8($0) }, "links that were written are the same")
        },
        DecoderTrial("problem", longest: 512) {
            try Problem(json: $0)
        } holds: { problem, _ in
            try promise(Problem(json: problem.encoded()) == problem, "a problem that was written is read as the same")
            if let type = problem.problemType {
                try promise(ProblemType.allCases.contains(type), "a problem has a known type or none")
            }
        },
    ]
}

/// The headers of a store, of which each is sound or not.
private struct StoreHeaderTrial {
    let input: String
    let signature: String
    let digest: String

    /// The digest, with a K in its spelling, of the body that goes with the headers of the corpus.
    private static let sha256 = [UInt8](40..<72)

    var hasAnySound: Bool {
        StoreSignature.isSignatureInput(input) || StoreSignature.signature(inHeaderValue: signature) != nil
            || StoreSignature.isContentDigest(digest, sha256: Self.sha256)
    }

    /// Each has one form, byte by byte.
    func check() throws {
        if StoreSignature.isSignatureInput(input) {
            try promise(utf8(input) == utf8(StoreSignature.signatureInput), "Signature-Input has one form")
        }
        if let bytes = StoreSignature.signature(inHeaderValue: signature) {
            try promise(bytes.count == StoreSignature.byteCount, "a signature has 64 bytes")
            try promise(utf8(signature) == utf8(StoreSignature.headerValue(bytes)), "Signature has one form")
        }
        if StoreSignature.isContentDigest(digest, sha256: Self.sha256) {
            try promise(
                utf8(digest) == utf8(StoreSignature.contentDigest(sha256: Self.sha256)), "Content-Digest has one form")
        }
    }
}
