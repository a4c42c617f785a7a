internal import CPSClient
internal import STIR

extension VerificationService {
    /// **Step 1** of RFC 8816 section 8.2: asks the Call Placement Services for all current PASSporTs of the called
    /// party, and decrypts them.
    ///
    /// What cannot be decrypted is passed over: it is a dummy, or somebody else's.
    func retrieve(for called: Set<PassportIdentity>) async -> RetrievedSet {
        let asked = inboxes.filter { $0.serves(called) }
        let answers = await eachAtOnce(asked) { (inbox) throws(CPSClientError) in
            try await services.client(of: inbox.service).poll(inbox.key, atMost: retrievals)
        }
        var retrieved = RetrievedSet()
        var seen: Set<[String]> = []
        for answer in answers {
            switch answer {
            case .success(let result):
                retrieved.unreadable += result.unreadable
                // One call has a copy for each key of the called party, and several of them may be ours.
                for found in result.found where seen.insert(found.passports).inserted {
                    retrieved.groups.append(
                        .init(provenance: .outOfBand(remaining: found.remaining), passports: found.passports))
                }
            case .failure(let error): retrieved.failures.append(error)
            }
        }
        return retrieved
    }

    /// **Step 1**, its end: reads what was decrypted, and puts together what is of one diverted call (RFC 8946 section
    /// 4.2). What is not a PASSporT in full form falls out, and so does a diversion of nothing that is here.
    func candidates(of retrieved: RetrievedSet) -> Narrowed<Candidate> {
        var narrowed = Narrowed<Candidate>()
        var number = 0
        for (position, group) in retrieved.groups.enumerated() {
            func fall(_ reason: String) {
                number += 1
                narrowed.fallen.append(
                    FallenPassport(number: number, provenance: group.provenance, step: .retrieval, reason: reason))
            }
            var passports: [UnverifiedPassport] = []
            for text in group.passports {
                do throws(PassportError) {
                    passports.append(try UnverifiedPassport(text))
                } catch {
                    fall(error.description)
                }
            }
            let (chains, unlinked) = PassportChain.linking(passports)
            for _ in unlinked { fall("the diversion is of no PASSporT that came with it") }
            for chain in chains {
                number += 1
                narrowed.kept.append(
                    Candidate(number: number, group: position, provenance: group.provenance, chain: chain))
            }
        }
        return narrowed
    }

    /// The PASSporTs for a call that may be of use to somebody who verifies them: those that are left after step 3, each
    /// once.
    func unverified(for call: IncomingCall) async -> [UnverifiedPassport] {
        var found: [UnverifiedPassport] = []
        for await retrieved in pace.answers({ await retrieve(for: call.called) }) where found.isEmpty {
            let read = candidates(of: retrieved).kept
            found = matching(supported(read).kept, call).kept.flatMap(\.chain.standingAlone)
            if !found.isEmpty { break }
        }
        var seen: Set<UnverifiedPassport> = []
        return found.filter { seen.insert($0).inserted }
    }
}

extension PassportChain {
    /// Those of its PASSporTs that are not nested in another.
    fileprivate var standingAlone: [UnverifiedPassport] {
        let beside = passports.prefix { if case .div = $0.claimed.extension { true } else { false } }
        return Array(passports.prefix(beside.count + 1))
    }
}
