internal import BlindTokens
internal import CPSWire

extension CallPlacementClient {
    /// Token requests under way at once.
    private static let parallelRequests = 8

    /// Gets tokens ahead of time and puts them into a wallet.
    ///
    /// The issuer's directory is fetched twice, with the STIR certificate and, on a connection of its own,
    /// without. Where the two show different keys nothing is asked for: a key of one's own would be a tag.
    /// Every token is verified, and in the wallet before the next is worked on, so that after a failure those
    /// that came are there.
    ///
    /// - Parameters:
    ///   - count: How many, at least one.
    ///   - wallet: Where they are put.
    /// - Returns: Until when they are taken: seconds since 1970.
    /// - Throws: ``CPSClientError/issuerKeysDiffer``, ``CPSClientError/malformedAnswer`` also for a token whose
    ///   signature is wrong, ``CPSClientError/unusableIdentity`` where the client has no identity, or what the
    ///   service (such as ``ProblemType/quotaUsedUp``) or the network said. ``CPSClientError/tokensSaved`` then says
    ///   how many came all the same.
    @discardableResult
    public func getTokens(_ count: Int, into wallet: Wallet) async throws(CPSClientError) -> Int64 {
        let parameters = try await parameters()
        let key = try await issuerKey(parameters)
        guard
            let challenge = try? TokenChallenge(
                issuerName: parameters.issuer.name, originInfo: parameters.issuer.name)
        else { throw .unsupportedParameters }
        let notAfter = key.notAfter(parameters.token, now: wallClock())
        let (saved, failure) = await fill(wallet, count: count) { () throws(CPSClientError) in
            WalletToken(
                held: try await self.token(for: challenge, key: key), service: parameters.issuer.name,
                notAfter: notAfter)
        }
        if let failure { throw failure.afterSaving(saved) }
        return notAfter
    }

    /// Gets several tokens at once. After a failure no more are asked for, and what is under way is waited for: the
    /// issuer has counted it.
    private func fill(
        _ wallet: Wallet, count: Int, getting token: @escaping @Sendable () async throws(CPSClientError) -> WalletToken
    ) async -> (saved: Int, failure: CPSClientError?) {
        await withTaskGroup(of: CPSClientError?.self) { group in
            func start() {
                group.addTask {
                    do throws(CPSClientError) {
                        try wallet.save(try await token())
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var started = min(max(0, count), Self.parallelRequests)
            for _ in 0..<started { start() }
            var (saved, failure) = (0, CPSClientError?.none)
            for await ended in group {
                if let ended { failure = failure ?? ended } else { saved += 1 }
                guard failure == nil, started < count else { continue }
                start()
                started += 1
            }
            return (saved, failure)
        }
    }

    /// The key that both views of the directory agree on. An epoch may end between the two, so a difference is
    /// looked at once more before it is believed.
    func issuerKey(_ parameters: ServiceParameters) async throws(CPSClientError) -> IssuerKey {
        guard let issuer = try? ServiceAddress(text: parameters.issuer.url) else { throw .unsupportedParameters }
        for _ in 0..<2 {
            let mine = try await exchange.send(forms.certifiedDirectory(at: issuer)).body
            let everyones = try await exchange.send(forms.anonymousDirectory).body
            let key = try IssuerKey(directory: mine, of: issuer)
            if try key == IssuerKey(directory: everyones, of: issuer) { return key }
        }
        throw .issuerKeysDiffer
    }

    func token(for challenge: TokenChallenge, key: IssuerKey) async throws(CPSClientError) -> HeldToken {
        let pending: PendingToken
        do {
            pending = try PendingToken(key: .generate(), challenge: challenge, tokenKey: key.entry.tokenKey)
        } catch {
            throw .cryptography
        }
        let answer = try await exchange.send(forms.token(pending.request, at: key.issuer, path: key.path))
        do {
            return try pending.finish(response: answer.body)
        } catch {
            throw .malformedAnswer
        }
    }
}
