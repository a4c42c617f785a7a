import CPSClient
import OutOfBand
import STIR
import Sealing
import ServiceHarness
import Testing

/// Keys that callees publish and callers find (RFC 8816 sections 10 and 11), with a real service.
@Suite(.timeLimit(.minutes(3))) struct DirectoryTests {
    @Test func aPublishedKeyIsFoundAndCarriesACall() async throws {
        try await Network.running { network in
            let directory = try network.directory()
            #expect(try await directory.recipients(of: network.callee.number).isEmpty)
            try await network.publish(network.callee)
            let found = try await directory.recipients(of: network.callee.number)
            #expect(
                found == [
                    Recipient(publicKey: network.callee.key.privateKey.publicKey, service: network.service)
                ])
            #expect(try await directory.recipients(of: network.third.number).isEmpty)
            let service = AuthenticationService(
                credentials: [network.caller.credential], placement: try network.placement(by: directory),
                now: Network.now)
            _ = try await service.authenticate(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            let report = try await network.verification(of: network.callee).verify(
                IncomingCall(caller: network.caller.number, called: [network.callee.number]))
            #expect(report.verdict == .passed)
        }
    }

    @Test func whatWasFetchedAheadNeedsNoService() async throws {
        try await Network.running { network in
            let directory = try network.prefetchedDirectory()
            try await network.publish(network.callee)
            #expect(try await directory.recipients(of: network.callee.number).isEmpty)
            #expect(try await directory.refresh())
            #expect(try await directory.refresh() == false)
            #expect(try await directory.recipients(of: network.callee.number).count == 1)
            try await network.publish(network.third)
            #expect(try await directory.refresh())
            #expect(try await directory.recipients(of: network.third.number).count == 1)
            _ = await network.server.stop()
            await #expect(throws: RecipientsUnavailable.self) { try await directory.refresh() }
            #expect(try await directory.recipients(of: network.callee.number).count == 1)
        }
    }

    @Test func theServiceThatACertificateNamesWinsOverTheBindings() async throws {
        try await Network.running { network in
            let elsewhere = "https://cps.example.net"
            let named = try await network.stranger("12155550188", servedAt: elsewhere)
            try await network.publish(named)
            let published = try await network.directory().recipients(of: named.number)
            #expect(published.map(\.service) == [network.service])
            let certified = try await network.directory(lookingAt: .example).recipients(of: named.number)
            #expect(certified.map(\.service) == [elsewhere])
        }
    }
}
