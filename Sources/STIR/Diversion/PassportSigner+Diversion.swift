extension PassportSigner {
    /// Signs a "div-o" (RFC 8946 section 5): that a call is diverted, with the PASSporT that it came with inside.
    ///
    /// It is what goes out of band: whoever gets it needs nothing else. The caller's claims are copied; further claims
    /// of the received one stay inside (section 3).
    ///
    /// - Parameters:
    ///   - received: The PASSporT of the call, itself perhaps a "div-o". Nothing is checked about it but its
    ///     form: a retargeting service should verify it first, or leave that to the far end (section 4.1).
    ///   - party: Who diverts: one of those who were called, and covered by this signer's certificate.
    ///   - destinations: Who is called now.
    ///   - historyIndex: The index of the History-Info entry that goes with it (section 8).
    ///   - issuedAt: Seconds since 1970 UTC; that of `received` without it, as section 3 advises.
    /// - Returns: `header.payload.signature`, ASCII, at most ``Passport/maximumBytes``.
    /// - Throws: ``PassportError/notDiverted``, ``PassportError/cannotBeNested`` if `received` is a "div",
    ///   ``PassportError/nestedTooDeep``, ``PassportError/tooLong`` or ``PassportError/unavailable``.
    public func signNestedDiversion(
        of received: UnverifiedPassport, by party: PassportIdentity, to destinations: PassportDestinations,
        historyIndex: String? = nil, issuedAt: Int64? = nil
    ) throws(PassportError) -> String {
        if case .div = received.claimed.extension { throw .cannotBeNested }
        let diversion = try Diversion(by: party, historyIndex: historyIndex)
        return try sign(
            diverting(received, .divO(diversion, original: received), party, to: destinations, issuedAt: issuedAt))
    }

    /// Signs a "div" (RFC 8946 section 3): that a call is diverted, to be sent along with what it came with.
    ///
    /// - Parameters:
    ///   - received: The PASSporT of the call: of several, the one whose destination is diverted now, which for a call
    ///     that was diverted before is the latest "div".
    ///   - party: Who diverts: one of those who were called, and covered by this signer's certificate.
    ///   - destinations: Who is called now.
    ///   - historyIndex: The index of the History-Info entry that goes with it (section 8).
    ///   - issuedAt: Seconds since 1970 UTC; that of `received` without it, as section 3 advises.
    /// - Returns: `header.payload.signature`, ASCII, at most ``Passport/maximumBytes``.
    /// - Throws: ``PassportError/notDiverted``, ``PassportError/tooLong`` or ``PassportError/unavailable``.
    public func signDiversion(
        of received: UnverifiedPassport, by party: PassportIdentity, to destinations: PassportDestinations,
        historyIndex: String? = nil, issuedAt: Int64? = nil
    ) throws(PassportError) -> String {
        let diversion = try Diversion(by: party, historyIndex: historyIndex)
        return try sign(diverting(received, .div(diversion), party, to: destinations, issuedAt: issuedAt))
    }

    private func diverting(
        _ received: UnverifiedPassport, _ extension: PassportExtension, _ party: PassportIdentity,
        to destinations: PassportDestinations, issuedAt: Int64?
    ) throws(PassportError) -> Passport {
        // Section 3: no new PASSporT where the destination stays the same.
        guard received.claimed.destinations.contains(party), !destinations.contains(party) else { throw .notDiverted }
        return try Passport(
            certificates: certificates, extension: `extension`, issuedAt: issuedAt ?? received.claimed.issuedAt,
            origin: received.claimed.origin, destinations: destinations)
    }
}
