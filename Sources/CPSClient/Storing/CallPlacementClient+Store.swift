internal import BlindTokens
internal import CPSWire
public import Sealing

extension CallPlacementClient {
    /// Leaves the PASSporTs of **one call** for every key of the called number (RFC 8816 section 6.1).
    ///
    /// Spends one token, or more where one does not have enough uses. A token that was taken from the wallet is
    /// never used for another call, even where it has uses left, since that would link the two.
    ///
    /// Where the service refuses a token, it does not know the key that signed it: it began a new ledger under its
    /// old name. The wallet's other tokens of that key are dropped then, and one of another key is spent instead.
    ///
    /// - Parameters:
    ///   - passports: Full-form PASSporTs in JWS compact serialization, one or several; they are not verified.
    ///   - recipients: The keys of the called number, one or several.
    ///   - wallet: Where the tokens are.
    /// - Returns: When all copies are placed.
    /// - Throws: ``CPSClientError/nothingToStore``, ``CPSClientError/passportsDoNotFit``,
    ///   ``CPSClientError/notEnoughTokens`` before anything was sent, or where the service refused all tokens; else what the service or the network said,
    ///   and then some copies may have been placed.
    public func store(
        _ passports: [String], to recipients: [RecipientPublicKey], spendingFrom wallet: Wallet
    ) async throws(CPSClientError) -> StoreReceipt {
        try await place(try await seal(passports, to: recipients), spendingFrom: wallet)
    }

    /// Seals the PASSporTs of one call to every key of the called number (RFC 8816 section 8.1, step 4): the first half
    /// of ``store(_:to:spendingFrom:)``.
    ///
    /// - Throws: ``CPSClientError/nothingToStore``, ``CPSClientError/passportsDoNotFit``, or why the service's parameters
    ///   cannot be had.
    public func seal(
        _ passports: [String], to recipients: [RecipientPublicKey]
    ) async throws(CPSClientError) -> SealedCall {
        let parameters = try await parameters()
        let size = try parameters.size
        let plan = SpendingPlan(
            try PassportPacking.pack(passports, size: size), to: recipients,
            uses: parameters.token.uses, usesPerIndex: parameters.token.usesPerIndex)
        return try SealedCall(plan, size: size)
    }

    /// Stores what was sealed: the second half of ``store(_:to:spendingFrom:)``.
    ///
    /// - Throws: ``CPSClientError/notEnoughTokens`` before anything was sent, or where the service refused all tokens;
    ///   else what the service or the network said, and then some copies may have been placed.
    public func place(_ call: SealedCall, spendingFrom wallet: Wallet) async throws(CPSClientError) -> StoreReceipt {
        let parameters = try await parameters()
        var purse = try Purse(of: wallet, holding: call.tokens.count, for: parameters.issuer.name, at: wallClock())
        for copies in call.tokens {
            var token = try purse.next()
            for copy in copies {
                var isPlaced = false
                while !isPlaced {
                    do throws(CPSClientError) {
                        try await place(copy, spending: token.held)
                        isPlaced = true
                    } catch {
                        guard error.problem == .tokenRefused else { throw error }
                        token = try purse.replace(token)
                    }
                }
            }
        }
        return StoreReceipt(copies: call.copies, tokens: purse.spent, lifetime: parameters.lifetime)
    }

    /// Leaves the PASSporTs of a call with one given token, which may have been spent on other calls.
    ///
    /// - Returns: When all copies are placed.
    /// - Throws: As ``store(_:to:spendingFrom:)``; a token that is used up is what the service refuses.
    public func store(
        _ passports: [String], to recipients: [RecipientPublicKey], sharing token: TokenFile
    ) async throws(CPSClientError) -> StoreReceipt {
        let parameters = try await parameters()
        let size = try parameters.size
        // One token for everything: that it may have too few uses left is for the service to say.
        let plan = SpendingPlan(
            try PassportPacking.pack(passports, size: size), to: recipients, uses: .max, usesPerIndex: .max)
        let call = try SealedCall(plan, size: size)
        let held = try token.read().held
        for copies in call.tokens {
            for copy in copies { try await place(copy, spending: held) }
        }
        return StoreReceipt(copies: call.copies, tokens: 1, lifetime: parameters.lifetime)
    }

    private func place(_ copy: SealedCall.Copy, spending held: HeldToken) async throws(CPSClientError) {
        // The request is made once: what is sent again after a failure has the same bytes.
        _ = try await exchange.send(forms.store(copy.sealed, to: copy.recipient, spending: held), expecting: 201)
    }
}
