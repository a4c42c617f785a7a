import CPSClient
import Foundation
import OutOfBand
import ServiceHarness
import Synchronization
import Testing

/// What a key names is no reason to speak to a service, or to pay it.
@Suite(.timeLimit(.minutes(5)))
struct ChosenServicesTests {
    @Test("Only services that were chosen get a client, however their address is written")
    func onlyThose() throws {
        let made = Mutex<[String]>([])
        let services = try PlacementServices(wallet: nil, services: ["https://CPS.example:443/"]) {
            (service) throws(CPSClientError) in
            made.withLock { $0.append(service) }
            guard let url = URL(string: service) else { throw .malformedServiceURL }
            return try CallPlacementClient(service: url)
        }
        for other in ["https://cps.example:8443", "https://127.0.0.1", "https://cps.example.evil.example"] {
            #expect(throws: CPSClientError.serviceNotChosen) { try services.client(of: other) }
        }
        #expect(throws: CPSClientError.malformedServiceURL) { try services.client(of: "https://cps.example/path") }
        let before = made.withLock { $0 }
        #expect(before.isEmpty)
        let first = try services.client(of: "https://cps.example")
        #expect(try services.client(of: "HTTPS://cps.EXAMPLE:443") === first)
        let after = made.withLock { $0 }
        #expect(after == ["https://cps.example"])
    }

    @Test("Keys at another origin are refused, and the wallet keeps its tokens")
    func theWalletStaysFull() async throws {
        try await Network.running { network in
            let held = try network.tokensLeft()
            // The same service, in truth: it would take the tokens.
            let elsewhere = "https://127.0.0.1:\(network.server.publicPort)"
            let authentication = AuthenticationService(
                credentials: [network.caller.credential],
                placement: try network.placement(to: network.callee, at: elsewhere), now: Network.now)
            let call = OutgoingCall(
                origin: network.caller.number, destinations: try network.callee.destinations)
            await #expect {
                _ = try await authentication.authenticate(call)
            } throws: { error in
                (error as? AuthenticationError)?.serviceError == .serviceNotChosen
            }
            #expect(try network.tokensLeft() == held)
        }
    }
}
