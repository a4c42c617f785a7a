import X509

extension CertificateChain {
    /// Whether the issuers, followed from the leaf by their names and keys, lead back to a certificate that was passed
    /// already. A root, which issued itself, is no loop.
    ///
    /// It only says why no path was found: what makes a path is decided elsewhere.
    var isLoop: Bool {
        var passed: [Certificate] = []
        var last = leaf
        while last.issuer != last.subject {
            passed.append(last)
            let issuer = ([leaf] + intermediates).first { candidate in
                candidate.subject == last.issuer && candidate.publicKey.isValidSignature(last.signature, for: last)
            }
            guard let issuer else { return false }
            if passed.contains(issuer) { return true }
            last = issuer
        }
        return false
    }
}
