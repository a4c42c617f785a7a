internal import STIR

extension AuthenticationService {
    /// **Step 1** of RFC 8816 section 8.1: is this service authoritative for the identity that "orig" will hold? Only
    /// if it has the private key of a credential that may sign for it.
    ///
    /// - Throws: ``AuthenticationError/notAuthoritative``.
    func credential(for origin: PassportIdentity) throws(AuthenticationError) -> SigningCredential {
        guard let credential = credentials.first(where: { $0.isAuthoritative(for: origin) }) else {
            throw .notAuthoritative
        }
        return credential
    }

    /// **Step 2**: may the originator claim the identity? A policy decision of this service.
    ///
    /// - Throws: ``AuthenticationError/notEntitled``.
    func permit(_ origin: PassportIdentity) throws(AuthenticationError) {
        guard policy.permits(origin) else { throw .notEntitled }
    }

    // Step 3 and the second half of step 4 are in ``PassportPlacement``, which gateways take, too.

    /// **Step 4**, first half: the PASSporT, with the time as "iat" where the signaling gave none.
    ///
    /// - Throws: An ``AuthenticationError`` with the reason why it cannot be made.
    func sign(_ call: OutgoingCall, with credential: SigningCredential) throws(AuthenticationError) -> String {
        do {
            return try credential.signer.sign(
                extension: call.attestation.map { .shaken($0, call.originationIdentifier ?? .random()) } ?? .base,
                issuedAt: call.issuedAt ?? now(), origin: call.origin, destinations: call.destinations)
        } catch {
            throw .passport(error)
        }
    }
}
