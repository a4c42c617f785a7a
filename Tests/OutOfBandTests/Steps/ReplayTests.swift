import Encodings
import OutOfBand
import STIR
import Testing

/// A PASSporT vouches for one call (RFC 8816 section 7.4).
@Suite struct ReplayTests {
    @Test func aSecondCallWithTheSamePassportIsNotProved() async throws {
        let town = try await Town()
        let service = try town.verification()
        let passport = try town.passport()
        #expect(await service.verify(town.call(passport, identifier: "a")).verdict == .passed)
        #expect(await service.verify(town.call(passport, identifier: "a")).verdict == .passed)
        let copied = await service.verify(town.call(passport, identifier: "b"))
        #expect(copied.verdict == .failed)
        #expect(copied.fallen.map(\.step) == [.replay])
        // Without an identifier every question is about a call of its own.
        #expect(await service.verify(town.call(passport)).verdict == .failed)
    }

    @Test func anotherSpellingOfTheSignatureIsTheSamePassport() async throws {
        let town = try await Town()
        let service = try town.verification()
        let passport = try town.passport()
        #expect(await service.verify(town.call(passport)).verdict == .passed)
        let respelled = try Self.negatingSignature(of: passport)
        #expect(respelled != passport)
        // It is a valid signature, as a service that has not seen the first one finds.
        #expect(try await town.verification().verify(town.call(respelled)).verdict == .passed)
        #expect(await service.verify(town.call(respelled)).fallen.map(\.step) == [.replay])
    }

    @Test func aNewPassportProvesANewCall() async throws {
        let town = try await Town()
        let service = try town.verification()
        for _ in 0..<2 { #expect(await service.verify(town.call(try town.passport())).verdict == .passed) }
    }

    @Test func whatIsTooOldToMatterIsForgotten() async throws {
        let town = try await Town()
        let window = ReplayWindow(seconds: 10)
        let passport = try town.passport()
        let early = try town.verification(replays: window)
        #expect(await early.verify(town.call(passport)).verdict == .passed)
        #expect(
            try await town.verification(replays: window, at: Town.now + 10).verify(town.call(passport)).verdict
                == .failed)
        #expect(
            try await town.verification(replays: window, at: Town.now + 11).verify(town.call(passport)).verdict
                == .passed)
    }

    @Test func ofManyCallsAtOnceOneIsProved() async throws {
        let town = try await Town()
        let service = try town.verification()
        let call = town.call(try town.passport())
        let passed = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { await service.verify(call).verdict == .passed } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(passed == 1)
    }

    /// The other signature that goes with every one over P-256: its second half taken from the order of the curve.
    private static func negatingSignature(of passport: String) throws -> String {
        let parts = passport.split(separator: ".")
        let signature = try #require(Base64URL.decode(String(parts[2])))
        let order = try #require(
            Hex.decode(Array("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".utf8)))
        var negated = [UInt8](repeating: 0, count: 32)
        var borrow = 0
        for position in (0..<32).reversed() {
            let difference = Int(order[position]) - Int(signature[32 + position]) - borrow
            borrow = difference < 0 ? 1 : 0
            negated[position] = UInt8(difference & 0xff)
        }
        return "\(parts[0]).\(parts[1])." + Base64URL.encode(Array(signature.prefix(32)) + negated)
    }
}
