import OutOfBand
import STIR
import ServiceHarness
import Testing

/// A call that is diverted on its way (RFC 8816 section 6.2, RFC 8946 section 5).
@Suite(.timeLimit(.minutes(3))) struct ForwardingTests {
    @Test func aDivertedCallIsProvedToTheNewDestination() async throws {
        try await Network.running { network in
            _ = try await network.authentication(of: network.caller, to: [network.callee]).authenticate(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            let retargeting = RetargetingService(
                credentials: [network.callee.credential], verification: try network.verification(of: network.callee),
                placement: try network.placement(to: [network.third]))
            let call = IncomingCall(caller: network.caller.number, called: [network.callee.number])
            let diverted = try await retargeting.retarget(
                call, by: network.callee.number, to: try network.third.destinations)
            #expect(diverted.passports.count == 1)
            let arrived = try await network.verification(of: network.third).verify(
                IncomingCall(caller: network.caller.number, called: [network.third.number]))
            #expect(arrived.verdict == .passed)
            let proof = try #require(arrived.verified.first?.passport)
            #expect(proof.passport.origin == network.caller.number)
            #expect(proof.diversions.map(\.diversion.party) == [network.callee.number])
        }
    }

    @Test func aDiversionByAnotherIsNotBelieved() async throws {
        try await Network.running { network in
            let passport = try network.authentication(of: network.caller, to: []).sign(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            // Whoever has seen the PASSporT nests it, and signs for a party that its certificate does not cover.
            let thief = try await network.stranger("12155550199", certified: "12155550199")
            let stolen = try thief.credential.signer.signNestedDiversion(
                of: try UnverifiedPassport(passport), by: network.callee.number,
                to: try network.third.destinations)
            let gateway = GatewayService(placement: try network.placement(to: [network.third]))
            _ = try await gateway.outbound([stolen], to: try network.third.destinations)
            let report = try await network.verification(of: network.third).verify(
                IncomingCall(caller: network.caller.number, called: [network.third.number]))
            #expect(report.verdict == .none)
            #expect(report.fallen.map(\.step) == [.credentials])
        }
    }

    @Test func nothingThatIsNotTrueIsCarriedOn() async throws {
        try await Network.running { network in
            let retargeting = RetargetingService(
                credentials: [network.callee.credential], verification: try network.verification(of: network.callee),
                placement: try network.placement(to: [network.third]))
            let call = IncomingCall(caller: network.caller.number, called: [network.callee.number])
            await #expect(throws: AuthenticationError.nothingToDivert) {
                _ = try await retargeting.retarget(
                    call, by: network.callee.number, to: try network.third.destinations)
            }
            await #expect(throws: AuthenticationError.notAuthoritative) {
                _ = try await retargeting.retarget(
                    call, by: network.third.number, to: try network.caller.destinations)
            }
        }
    }
}
