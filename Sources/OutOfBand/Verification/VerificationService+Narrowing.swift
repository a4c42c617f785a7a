internal import Crypto
internal import Encodings
internal import STIR

extension VerificationService {
    /// How long others are waited for once a PASSporT proves the caller.
    private static let patience = Duration.milliseconds(20)

    /// **Step 2** of RFC 8816 section 8.2: keeps what uses no "ppt" that is not supported, anywhere in a chain.
    func supported(_ candidates: [Candidate]) -> Narrowed<Candidate> {
        narrow(candidates, at: .extensions) { verifier.refusalOfExtension(of: $0.chain)?.description }
    }

    /// **Step 3**: keeps what names the calling party of the signaling as "orig". Also compares "dest" with the called
    /// party (RFC 8224 section 6.2.1), and looks whether diversions lead from one to the next (RFC 8946 section 4.2).
    func matching(_ candidates: [Candidate], _ call: IncomingCall) -> Narrowed<Candidate> {
        narrow(candidates, at: .parties) { candidate in
            let chain = candidate.chain
            if let refusal = verifier.refusalOfLinks(of: chain) { return refusal.description }
            guard call.caller.map(chain.origin.isEquivalent) ?? false else {
                return "the PASSporT is of another calling party"
            }
            guard call.called.contains(where: chain.destinations.contains) else {
                return "the PASSporT is for another called party"
            }
            return nil
        }
    }

    /// **Step 4**: keeps what was signed, if at all, by those with valid credentials of a trusted authority, which cover
    /// whom they signed for. All certificates are found at once.
    ///
    /// Anybody with a token can leave a PASSporT whose certificates never come. So once one proves the caller, the others
    /// have ``patience`` left, and fall out then.
    func trusted(_ candidates: [Candidate]) async -> Narrowed<AccreditedCandidate> {
        var narrowed = Narrowed<AccreditedCandidate>()
        guard !candidates.isEmpty else { return narrowed }
        let time = now()
        let (verdicts, continuation) = AsyncStream.makeStream(of: (Int, CredentialsVerdict)?.self)
        // Not children, which would be waited for.
        let tasks = candidates.enumerated().map { position, candidate in
            Task { [verifier, certificates] in
                let verdict = await verifier.credentials(of: candidate.chain, from: certificates, at: time)
                continuation.yield((position, verdict))
            }
        }
        defer { for task in tasks { task.cancel() } }
        var awaited = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($0.offset, $0.element) })
        var isProved = false
        for await verdict in verdicts {
            guard let (position, verdict) = verdict, let candidate = awaited.removeValue(forKey: position) else {
                break
            }
            switch verdict {
            case .accepted(let accredited):
                let found = AccreditedCandidate(candidate: candidate, accredited: accredited)
                narrowed.kept.append(found)
                if !isProved, !signed(fresh([found]).kept).kept.isEmpty {
                    isProved = true
                    Task {
                        try? await Task.sleep(for: Self.patience)
                        continuation.yield(nil)
                    }
                }
            case .refused(let refusal): narrowed.fallen.append(candidate.fallen(at: .credentials, refusal.description))
            }
            if awaited.isEmpty { break }
        }
        for candidate in awaited.values.sorted(by: { $0.number < $1.number }) {
            let reason = "the signer's certificates did not come before another PASSporT proved the calling party"
            narrowed.fallen.append(candidate.fallen(at: .credentials, reason))
        }
        return narrowed
    }

    /// **Step 5**: keeps what was issued just now.
    func fresh(_ candidates: [AccreditedCandidate]) -> Narrowed<AccreditedCandidate> {
        var narrowed = Narrowed<AccreditedCandidate>()
        for candidate in candidates {
            if let refusal = verifier.refusalOfFreshness(of: candidate.candidate.chain, at: now()) {
                narrowed.fallen.append(candidate.candidate.fallen(at: .freshness, refusal.description))
            } else {
                narrowed.kept.append(candidate)
            }
        }
        return narrowed
    }

    /// **Step 6**: keeps what these signers did sign.
    func signed(_ candidates: [AccreditedCandidate]) -> Narrowed<SignedCandidate> {
        var narrowed = Narrowed<SignedCandidate>()
        for candidate in candidates {
            switch verifier.signatures(of: candidate.accredited, at: now()) {
            case .valid(let passport):
                narrowed.kept.append(SignedCandidate(candidate: candidate.candidate, passport: passport))
            case .refused(let refusal):
                narrowed.fallen.append(candidate.candidate.fallen(at: .signature, refusal.description))
            }
        }
        return narrowed
    }

    /// How many calls valid PASSporTs speak of. The same PASSporT counts once, however often somebody stored it.
    static func distinctCalls(_ candidates: [SignedCandidate]) -> Int {
        var groups: [[UInt8]: Int] = [:]
        for candidate in candidates {
            groups[digest(of: candidate.candidate.chain.original)] = candidate.candidate.group
        }
        return Set(groups.values).count
    }

    /// After the steps: keeps what has not vouched for another call (section 7.4). A call takes what was sealed or sent
    /// together, the oldest first, and leaves the rest for the other calls that it may be of.
    ///
    /// - Parameter identifier: Tells the call from others.
    func unused(_ candidates: [SignedCandidate], for identifier: String) -> Narrowed<VerifiedCall> {
        var narrowed = Narrowed<VerifiedCall>()
        let ordered = candidates.sorted { $0.passport.passport.issuedAt < $1.passport.passport.issuedAt }
        var taken: Int?
        for signed in ordered {
            guard taken == nil || taken == signed.candidate.group else { continue }
            guard replays.claim(Self.digest(of: signed.candidate.chain.outermost), for: identifier, at: now()) else {
                narrowed.fallen.append(
                    signed.candidate.fallen(at: .replay, "the PASSporT has vouched for another call already"))
                continue
            }
            taken = signed.candidate.group
            narrowed.kept.append(
                VerifiedCall(
                    passport: signed.passport, provenance: signed.candidate.provenance,
                    number: signed.candidate.number))
        }
        return narrowed
    }

    /// What tells a PASSporT from any other: what was signed, and the first half of the signature. The second half can
    /// be negated by anybody without the signature becoming wrong.
    private static func digest(of passport: UnverifiedPassport) -> [UInt8] {
        let parts = passport.compactSerialization.split(separator: ".", omittingEmptySubsequences: false)
        let signature = parts.last.flatMap { Base64URL.decode(String($0)) } ?? []
        let signed = parts.dropLast().joined(separator: ".")
        return Array(SHA256.hash(data: Array(signed.utf8) + signature.prefix(32)))
    }

    private func narrow(
        _ candidates: [Candidate], at step: VerificationStep, _ refusal: (Candidate) -> String?
    ) -> Narrowed<Candidate> {
        var narrowed = Narrowed<Candidate>()
        for candidate in candidates {
            if let reason = refusal(candidate) {
                narrowed.fallen.append(candidate.fallen(at: step, reason))
            } else {
                narrowed.kept.append(candidate)
            }
        }
        return narrowed
    }
}
