public import CPSClient
internal import Foundation
internal import Sealing
internal import Synchronization

/// The Call Placement Services that a program stores at and polls, each with one client that is kept.
public final class PlacementServices: Sendable {
    /// Makes the client of a service, given as `https://HOST` or `https://HOST:PORT`.
    public typealias ClientMaker = @Sendable (_ service: String) throws(CPSClientError) -> CallPlacementClient

    /// The most services that clients are kept for. A called party names its service, so the number must have an end.
    public static let mostServices = 64

    private let wallet: Wallet?
    private let make: ClientMaker
    private let clients = Mutex<[String: CallPlacementClient]>([:])

    /// Stores with the tokens of one wallet.
    ///
    /// - Parameters:
    ///   - wallet: Where the tokens of all services are; `nil` where nothing is stored.
    ///   - make: Makes a client; it refuses a service that is not to be used.
    public init(wallet: Wallet?, client make: @escaping ClientMaker) {
        self.wallet = wallet
        self.make = make
    }

    /// The client of a service.
    ///
    /// - Throws: ``CPSClientError/malformedServiceURL``, or what the maker throws.
    public func client(of service: String) throws(CPSClientError) -> CallPlacementClient {
        if let client = clients.withLock({ $0[service] }) { return client }
        let client = try make(service)
        return clients.withLock { clients in
            if let first = clients[service] { return first }
            if clients.count >= Self.mostServices { clients.removeAll() }
            clients[service] = client
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
