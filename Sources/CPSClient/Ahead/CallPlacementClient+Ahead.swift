package import BlindTokens
internal import CPSWire
package import Sealing

/// What a generator of load makes before its clock starts: the very requests that the client would send.
extension CallPlacementClient {
    /// Gets tokens and keeps them in memory, several at once over few connections.
    ///
    /// - Parameter whenOneCame: is told of every token.
    /// - Throws: as ``getTokens(_:into:)`` does; nothing is kept then.
    package func heldTokens(
        _ count: Int, parallel: Int, whenOneCame: @escaping @Sendable () -> Void
    ) async throws(CPSClientError) -> [HeldToken] {
        let parameters = try await parameters()
        let key = try await issuerKey(parameters)
        guard
            let challenge = try? TokenChallenge(
                issuerName: parameters.issuer.name, originInfo: parameters.issuer.name)
        else { throw .unsupportedParameters }
        let lots = await withTaskGroup(of: Result<[HeldToken], CPSClientError>.self) { group in
            for worker in 0..<parallel {
                let share = count / parallel + (worker < count % parallel ? 1 : 0)
                group.addTask {
                    var tokens: [HeldToken] = []
                    do throws(CPSClientError) {
                        for _ in 0..<share {
                            guard !Task.isCancelled else { throw .cancelled }
                            tokens.append(try await self.token(for: challenge, key: key))
                            whenOneCame()
                        }
                        return .success(tokens)
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var lots: [Result<[HeldToken], CPSClientError>] = []
            for await lot in group {
                // The first failure is the one to tell of: what follows it are cancellations.
                if case .failure = lot { group.cancelAll() }
                lots.append(lot)
            }
            return lots
        }
        var tokens: [HeldToken] = []
        for lot in lots { tokens += try lot.get() }
        return tokens
    }

    /// A store of one sealed PASSporT.
    package func storeRequest(
        _ sealed: SealedPassport, to key: RecipientPublicKey, spending held: HeldToken
    ) -> WireRequest {
        forms.store(sealed, to: key, spending: held)
    }

    /// A retrieval of a batch.
    package func batchRequest(_ prefix: IndexPrefix, entries: Int, size: SealedSize) -> WireRequest {
        forms.batch(prefix, entries: entries, size: size)
    }
}
