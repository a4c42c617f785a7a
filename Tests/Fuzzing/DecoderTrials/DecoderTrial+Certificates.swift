import STIR

extension DecoderTrial {
    /// Certificates and what their extensions say.
    static let certificates: [DecoderTrial] = [
        DecoderTrial("tn-auth-list", longest: 512) {
            try TNAuthorizationList(der: $0)
        } holds: { list, bytes in
            try promise(list.derBytes() == bytes, "a TNAuthList has one encoding")
            try promise(list.encompasses(list), "a TNAuthList encompasses itself")
        },
        DecoderTrial("claim-constraints", longest: 512) {
            try JWTClaimConstraints(der: $0[...])
        } holds: { constraints, bytes in
            try promise(JWTClaimConstraints(der: bytes[...]) == constraints, "constraints are read as the same")
        },
        DecoderTrial("call-placement-services", longest: 512) {
            try CallPlacementServiceExtension.services(der: $0[...])
        } holds: { services, _ in
            try promise(
                (1...CallPlacementServiceExtension.maximumServices).contains(services.count),
                "a certificate names a bounded number of services")
            try promise(
                services.allSatisfy { $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } },
                "the URI of a service is printable ASCII")
        },
        DecoderTrial("certificate", longest: 2048) {
            try CertificateChain(der: [$0])
        } holds: { chain, _ in
            try check(chain)
        },
        DecoderTrial("certificate-pem", longest: 4096) {
            try CertificateChain(pem: text($0))
        } holds: { chain, _ in
            try check(chain)
        },
    ]

    /// What holds for certificates that were read.
    private static func check(_ chain: CertificateChain) throws {
        // Where they are no STIR certificates, that has a name.
        _ = Result { try STIRLeaf(chain.leaf) }
        guard case .included(let written) = try CertificateReference.including(chain) else {
            throw BrokenPromise(description: "certificates can be included")
        }
        let again = try CertificateChain(der: written)
        try promise(again == chain, "certificates that were written are read as the same")
    }
}
