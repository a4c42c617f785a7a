internal import CPSClient
internal import CPSWire

/// The tokens of a wallet for one Call Placement Service, got with the STIR certificate.
struct ServiceTokens: TokenStock {
    let client: CallPlacementClient
    let wallet: Wallet
    let now: @Sendable () -> Int64

    func held() async throws(CPSClientError) -> Int {
        let name = try await client.parameters().issuer.name
        return try wallet.holdings(at: now()).filter { $0.service == name }.reduce(0) { $0 + $1.count }
    }

    func get(_ count: Int) async throws(CPSClientError) {
        try await client.getTokens(count, into: wallet)
    }

    func discard(_ count: Int) async throws(CPSClientError) {
        try wallet.discard(count, for: try await client.parameters().issuer.name, at: now())
    }
}
