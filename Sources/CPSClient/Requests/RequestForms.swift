internal import BlindTokens
internal import CPSWire
internal import Sealing

/// The one form of every request. Nothing in them depends on who sends: clients that differ in small ways
/// can be told apart.
///
/// There is no `User-Agent`, no `Accept-Encoding` and no cookie, and the fields have one order.
struct RequestForms: Sendable {
    /// The public listener.
    let service: ServiceAddress

    /// `GET /.well-known/cps`.
    var parameters: WireRequest {
        form(WirePath.parameters, accepting: MediaType.json, use: .alone, at: service, limit: 4096)
    }

    /// The issuer directory as any stranger sees it.
    var anonymousDirectory: WireRequest { directory(at: service, use: .alone) }

    /// The issuer directory as the holder of a credential sees it.
    func certifiedDirectory(at issuer: ServiceAddress) -> WireRequest { directory(at: issuer, use: .issuance) }

    private func directory(at address: ServiceAddress, use: ConnectionUse) -> WireRequest {
        form(
            WirePath.issuerDirectory, accepting: MediaType.issuerDirectory, use: use, at: address,
            limit: IssuerDirectory.byteLimit)
    }

    /// `POST` of a token request (259 bytes) to where the directory says (RFC 9578 section 6.1).
    func token(_ request: TokenRequest, at issuer: ServiceAddress, path: String) -> WireRequest {
        WireRequest(
            method: "POST", use: .issuance, address: issuer, target: path,
            fields: [
                host(issuer), .init(name: "Accept", value: MediaType.tokenResponse),
                .init(name: "Content-Type", value: MediaType.tokenRequest),
            ],
            body: request.bytes, answerLimit: BlindRSAPublicKey.signatureByteCount)
    }

    /// A retrieval of a batch of exactly `entries`.
    func batch(_ prefix: IndexPrefix, entries: Int, size: SealedSize) -> WireRequest {
        form(
            WirePath.passports(prefix.hex) + "?entries=\(entries)", accepting: MediaType.batch, use: .retrieving,
            at: service, limit: size.batchByteCount(entries: entries))
    }

    /// A retrieval of exactly `entries` links.
    func links(_ prefix: IndexPrefix, entries: Int) -> WireRequest {
        form(
            WirePath.passports(prefix.hex) + "?entries=\(entries)", accepting: MediaType.json, use: .retrieving,
            at: service, limit: 64 + entries * 256)
    }

    /// What a link leads to: a batch of one.
    func link(_ path: String, size: SealedSize) -> WireRequest {
        form(path, accepting: MediaType.batch, use: .retrieving, at: service, limit: size.batchByteCount(entries: 1))
    }

    /// A store of one sealed PASSporT to one key, signed by K_temp. The same input gives the same bytes.
    func store(_ sealed: SealedPassport, to key: RecipientPublicKey, spending held: HeldToken) -> WireRequest {
        let path = WirePath.passports(PlacementIndex(of: key).hex)
        let body = key.bytes + sealed.bytes
        let digest = StoreSignature.contentDigest(of: body)
        let signature = held.key.sign(StoreSignature.base(path: path, contentDigest: digest))
        return WireRequest(
            method: "POST", use: .alone, address: service, target: path,
            fields: [
                host(service),
                .init(name: "Authorization", value: PrivateTokenAuthorization.authorization(held.token)),
                .init(name: "Content-Type", value: MediaType.store),
                .init(name: "Content-Digest", value: digest),
                .init(name: "Signature-Input", value: StoreSignature.signatureInput),
                .init(name: "Signature", value: StoreSignature.headerValue(signature)),
            ],
            body: body, answerLimit: 0)
    }

    /// A bucket or a list of key bindings; with the entity tag of a list that is known, where it is.
    func keyBindings(_ path: String, knownTag: String?, limit: Int) -> WireRequest {
        let accept = WireRequest.Field(name: "Accept", value: MediaType.keyBindings)
        let condition = knownTag.map { [WireRequest.Field(name: "If-None-Match", value: "\"\($0)\"")] } ?? []
        return WireRequest(
            method: "GET", use: .alone, address: service, target: path, fields: [host(service), accept] + condition,
            body: nil, answerLimit: limit)
    }

    /// A key binding or a withdrawal, to the issuance listener.
    func keyStatement(_ statement: [UInt8], as mediaType: String, at issuer: ServiceAddress) -> WireRequest {
        WireRequest(
            method: "POST", use: .issuance, address: issuer, target: WirePath.keyBindings,
            fields: [host(issuer), .init(name: "Content-Type", value: mediaType)], body: statement, answerLimit: 0)
    }

    private func form(
        _ target: String, accepting mediaType: String, use: ConnectionUse, at address: ServiceAddress, limit: Int
    ) -> WireRequest {
        WireRequest(
            method: "GET", use: use, address: address, target: target,
            fields: [host(address), .init(name: "Accept", value: mediaType)], body: nil, answerLimit: limit)
    }

    private func host(_ address: ServiceAddress) -> WireRequest.Field {
        .init(name: "Host", value: address.authority)
    }
}
