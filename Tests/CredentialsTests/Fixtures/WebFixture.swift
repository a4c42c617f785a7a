import Crypto
import STIR
import ThrowawayPKI

@testable import Credentials

/// A STIR caller whose chain is on a web server of this machine, and the authorities of both.
struct WebFixture {
    static let name = "certificates.example.org"

    let stir: ThrowawayAuthority
    let tls: ThrowawayAuthority
    let caller: ThrowawayCertificate

    init() throws {
        stir = try ThrowawayAuthority.create(commonName: "STIR", validity: .days(30))
        tls = try ThrowawayAuthority.create(commonName: "TLS", validity: .days(30))
        caller = try stir.issueCaller(authorising: .nonCritical(Self.numbers()), validity: .days(10))
    }

    static func numbers(_ start: String = "12155550100") throws -> TNAuthorizationList {
        try TNAuthorizationList([.range(TelephoneNumberRange(start: TelephoneNumber(digits: start), count: 100))])
    }

    /// A server with a certificate for its name, for `localhost` and for the address, unless told otherwise.
    func server(
        names: [String] = [Self.name, "localhost", "127.0.0.1"], of authority: ThrowawayAuthority? = nil,
        reply: @escaping @Sendable (String) -> ScriptedServer.Reply
    ) async throws -> ScriptedServer {
        try await ScriptedServer(
            certificate: (authority ?? tls).issueServer(names: names, validity: .days(1)), reply: reply)
    }

    /// Rules that let a test reach its server.
    func rules(_ server: ScriptedServer) throws -> FetchRules {
        var rules = FetchRules()
        rules.authorities = .pem(try tls.certificatePEM())
        rules.ports = [server.port]
        rules.dangerouslyAllowsPrivateAddresses = true
        // The machine may be busy with other tests; where slowness is the matter, a test says less.
        rules.totalTime = .seconds(60)
        return rules
    }

    /// A cache that finds ``name`` at the test's server.
    func cache(
        _ server: ScriptedServer, clock: MovableClock? = nil,
        change: (inout CertificateCache.Settings) -> Void = { _ in }
    ) throws -> CertificateCache {
        var settings = CertificateCache.Settings()
        settings.rules = try rules(server)
        change(&settings)
        return try CertificateCache(settings, clock: clock?.read, resolver: ScriptedResolver(["127.0.0.1"]))
    }

    /// Runs a test with a server, and stops it.
    static func with(
        _ server: ScriptedServer, _ body: (ScriptedServer) async throws -> Void
    ) async throws {
        do {
            try await body(server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }
}

extension CertificateCache {
    /// Why a URL gives no chain, or `nil` if it gives one.
    func failure(_ url: String) async -> CertificatesUnavailable? {
        do throws(CertificatesUnavailable) {
            _ = try await chain(for: .url(url))
            return nil
        } catch {
            return error
        }
    }
}
