import OutOfBand
import STIR
import ServiceHarness
import Testing

/// The use cases of RFC 8816 section 5, each played with a real service.
@Suite(.timeLimit(.minutes(3))) struct UseCaseTests {
    /// Section 5.1: signed in band by the caller's domain and stored as a fallback; the telephone network drops what was
    /// in band; the callee's handset finds the rest.
    @Test func case1VoIPToPSTN() async throws {
        try await Network.running { network in
            let before = try network.tokensLeft()
            let sent = try await network.authentication(of: network.caller, to: [network.callee]).authenticate(
                OutgoingCall(
                    origin: network.caller.number, destinations: try network.callee.destinations, attestation: .full))
            #expect(sent.placement.copies == 1)
            #expect(try network.tokensLeft() == before - 1)
            let report = try await network.verification(of: network.callee).verify(Self.call(network))
            #expect(report.verdict == .passed)
            guard case .shaken(.full, _) = report.verified.first?.passport.passport.extension else {
                Issue.record("not the PASSporT that was stored")
                return
            }
            guard case .outOfBand = report.verified.first?.provenance else {
                Issue.record("not from the service")
                return
            }
            // In band the same PASSporT would have done as well.
            let inBand = IncomingCall(
                caller: network.caller.number, called: [network.callee.number],
                inBand: [try IdentityHeader(text: try IdentityHeader(passport: sent.passport).text).passport])
            #expect(try await network.verification(of: network.callee).verify(inBand).verdict == .passed)
        }
    }

    /// Section 5.2: two smart ends with nothing but the telephone network between them. Without the PASSporT, and for
    /// another caller, nothing is proved.
    @Test func case2TwoSmartEnds() async throws {
        try await Network.running { network in
            let callee = try network.verification(of: network.callee)
            let unannounced = await callee.verify(Self.call(network))
            #expect(unannounced.verdict == .none)
            #expect(unannounced.verified.isEmpty && unannounced.fallen.isEmpty && unannounced.failures.isEmpty)
            _ = try await network.authentication(of: network.caller, to: [network.callee]).authenticate(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            #expect(await callee.verify(Self.call(network)).verdict == .passed)
            let spoofed = await callee.verify(
                IncomingCall(caller: network.third.number, called: [network.callee.number]))
            #expect(spoofed.verdict == .none)
            #expect(spoofed.fallen.map(\.step) == [.parties])
        }
    }

    /// Section 5.3, subcase 1: the gateway back to SIP finds the PASSporT and puts it into the Identity header.
    /// Subcase 2, where the verification service asks itself, is that of the other cases.
    @Test func case3PSTNToVoIP() async throws {
        try await Network.running { network in
            _ = try await network.authentication(of: network.caller, to: [network.callee]).authenticate(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            let gateway = GatewayService(
                placement: try network.placement(to: []), verification: try network.verification(of: network.callee))
            let headers = await gateway.inbound(Self.call(network))
            #expect(headers.count == 1)
            let passports = try headers.map { try IdentityHeader(text: $0.text).passport }
            let report = try await network.verification(of: network.third).verify(
                IncomingCall(caller: network.caller.number, called: [network.callee.number], inBand: passports))
            #expect(report.verdict == .passed)
            #expect(report.verified.first?.provenance == .inBand)
        }
    }

    /// Section 5.4: the caller's domain signs in band alone; the gateway to the telephone network stores what it strips.
    @Test func case4GatewayOutOfBand() async throws {
        try await Network.running { network in
            let signed = try network.authentication(of: network.caller, to: []).sign(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            let gateway = GatewayService(placement: try network.placement(to: [network.callee]))
            let identity = try IdentityHeader(passport: signed).text
            let outbound = try await gateway.outbound(
                [identity, "compact..form;info=<https://a.example>"], to: try network.callee.destinations)
            #expect(outbound.placement.copies == 1)
            #expect(outbound.leftOut.count == 1)
            #expect(try await network.verification(of: network.callee).verify(Self.call(network)).verdict == .passed)
            await #expect(throws: AuthenticationError.nothingToStore) {
                _ = try await gateway.outbound([], to: try network.callee.destinations)
            }
        }
    }

    /// Section 5.5: many calls to one number at once, of which each is matched with its own PASSporT and no other.
    @Test func case5CallCentre() async throws {
        try await Network.running { network in
            let callers = [
                try await network.stranger("12155550111", certified: "12155550111"),
                try await network.stranger("12155550112", certified: "12155550112"),
                try await network.stranger("12155550113", certified: "12155550113"),
            ]
            for caller in callers {
                _ = try await network.authentication(of: caller, to: [network.callee]).authenticate(
                    OutgoingCall(origin: caller.number, destinations: try network.callee.destinations))
            }
            let centre = try network.verification(of: network.callee)
            for caller in callers {
                let report = await centre.verify(
                    IncomingCall(caller: caller.number, called: [network.callee.number]))
                #expect(report.verified.map(\.passport.passport.origin) == [caller.number])
                #expect(report.fallen.map(\.step) == [.parties, .parties])
            }
            let spoofed = await centre.verify(Self.call(network))
            #expect(spoofed.verdict == .none)
            #expect(spoofed.fallen.count == 3)
        }
    }

    /// A called party with a second key at a service that is gone still gets the copy for the first.
    @Test func aServiceThatIsGoneDoesNotKeepTheCopiesFromTheOthers() async throws {
        try await Network.running { network in
            let placement = try network.placement(
                to: [network.callee], alsoAt: "https://localhost:1")
            let service = AuthenticationService(
                credentials: [network.caller.credential], placement: placement, now: Network.now)
            let sent = try await service.authenticate(
                OutgoingCall(origin: network.caller.number, destinations: try network.callee.destinations))
            #expect(sent.placement.keys == 2)
            #expect(sent.placement.copies == 1)
            #expect(try await network.verification(of: network.callee).verify(Self.call(network)).verdict == .passed)
        }
    }

    private static func call(_ network: Network) -> IncomingCall {
        IncomingCall(caller: network.caller.number, called: [network.callee.number])
    }
}
