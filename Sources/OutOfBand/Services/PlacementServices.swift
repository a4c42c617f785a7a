public import CPSClient
internal import Foundation
internal import Sealing
internal import Synchronization

/// The Call Placement Services that a program was told to store at and to ask, each with one client that is kept.
///
/// A key binding, and a key file that somebody gave away, name a service as well. Nobody has looked at that one: it
/// could be inside the own network, or call itself by another's name and collect the tokens for that. So no other
/// service than those that were chosen is ever spoken to.
public final class PlacementServices: Sendable {
    /// Makes the client of a service, given as `https://HOST` or `https://HOST:PORT`.
    public typealias ClientMaker = @Sendable (_ service: String) throws(CPSClientError) -> CallPlacementClient

    private let wallet: Wallet?
    private let chosen: Set<String>
    private let make: ClientMaker
    private let clients = Mutex<[String: CallPlacementClient]>([:])

    /// Stores with the tokens of one wallet.
    ///
    /// - Parameters:
    ///   - wallet: Where the tokens of all services are; `nil` where nothing is stored.
    ///   - services: The services that may be used: `https://HOST` or `https://HOST:PORT`.
    ///   - make: Makes a client of one of them, which it is given in the one spelling of its address.
    /// - Throws: ``CPSClientError/malformedServiceURL``.
    public init(wallet: Wallet?, services: [String], client make: @escaping ClientMaker) throws(CPSClientError) {
        var chosen: Set<String> = []
        for service in services { chosen.insert(try ServiceAddress(text: service).origin) }
        self.wallet = wallet
        self.chosen = chosen
        self.make = make
    }

    /// The client of a service.
    ///
    /// - Throws: ``CPSClientError/malformedServiceURL``, ``CPSClientError/serviceNotChosen``, or what the maker throws.
    public func client(of service: String) throws(CPSClientError) -> CallPlacementClient {
        let origin = try ServiceAddress(text: service).origin
        guard chosen.contains(origin) else { throw .serviceNotChosen }
        if let client = clients.withLock({ $0[origin] }) { return client }
        let client = try make(origin)
        return clients.withLock { clients in
            if let first = clients[origin] { return first }
            clients[origin] = client
            return client
        }
    }

    /// Seals PASSporTs of one call for keys that look at one service.
    ///
    /// - Throws: As ``CallPlacementClient/seal(_:to:)`` does.
    func seal(
        _ passports: [String], to keys: [RecipientPublicKey], at service: String
    ) async throws(CPSClientError) -> SealedCall {
        try await client(of: service).seal(passports, to: keys)
    }

    /// Stores what was sealed for a service.
    ///
    /// - Throws: As ``CallPlacementClient/place(_:spendingFrom:)`` does.
    func place(_ call: SealedCall, at service: String) async throws(CPSClientError) -> StoreReceipt {
        guard let wallet else { throw .notEnoughTokens }
        return try await client(of: service).place(call, spendingFrom: wallet)
    }
}
