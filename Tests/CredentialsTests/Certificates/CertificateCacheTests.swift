import NIOCore
import STIR
import Testing
import ThrowawayPKI

@testable import Credentials

@Suite("Certificates from x5u", .timeLimit(.minutes(3)))
struct CertificateCacheTests {
    private let web: WebFixture

    init() throws {
        web = try WebFixture()
    }

    @Test func found() async throws {
        let pem = web.caller.chainPEM
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(pem) }) { server in
            let url = "https://\(WebFixture.name):\(server.port)/caller.pem"
            let cache = try web.cache(server)
            let chain = try await cache.chain(for: .url(url))
            #expect(try chain == CertificateChain(pem: pem))
            // All that the server learns: no name of a program, no cookie, nothing of the call.
            #expect(
                server.requests == [
                    "GET /caller.pem HTTP/1.1\r\nHost: \(WebFixture.name):\(server.port)\r\n"
                        + "Accept: application/pem-certificate-chain, application/pkix-cert\r\nConnection: close\r\n\r\n"
                ])
            // Kept, however the address is written.
            #expect(
                try await cache.chain(for: .url(url.uppercased().replacing("CALLER.PEM", with: "caller.pem"))) == chain)
            #expect(try await cache.chain(for: .url(url + "#part")) == chain)
            #expect(server.connections == 1)
            #expect(await cache.kept == (1, 0, pem.utf8.count))
        }
    }

    @Test func includedCertificatesNeedNobody() async throws {
        let chain = try CertificateChain(pem: web.caller.chainPEM)
        let der = try PEMBlocks.der(in: web.caller.chainPEM)
        let cache = try CertificateCache()
        #expect(try await cache.chain(for: .included(der)) == chain)
        for bad in [[], [[]], [[1, 2, 3]], Array(repeating: der[0], count: 7)] as [[[UInt8]]] {
            await #expect(throws: CertificatesUnavailable.notCertificates) {
                try await cache.chain(for: .included(bad))
            }
        }
    }

    @Test func oneCertificateInDER() async throws {
        let der = try PEMBlocks.der(in: web.caller.certificatePEM)[0]
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(der) }) { server in
            let chain = try await web.cache(server).chain(for: .url("https://\(WebFixture.name):\(server.port)/a.cer"))
            #expect(try chain == CertificateChain(pem: web.caller.certificatePEM))
        }
    }

    /// The list of issue 5, and what else a stranger may write there. Nothing of it reaches the server.
    @Test func addressesThatAreNotFetched() async throws {
        let pem = web.caller.chainPEM
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(pem) }) { server in
            var settings = CertificateCache.Settings()
            settings.rules = try web.rules(server)
            settings.rules.dangerouslyAllowsPrivateAddresses = false
            // The system's own look-up: `localhost` is in its files.
            let cache = try CertificateCache(settings)
            let port = server.port
            let refusals: [(String, CertificatesUnavailable)] = [
                ("http://localhost:\(port)/", .notHTTPS), ("file:///etc/hostname", .notHTTPS),
                ("https://localhost:\(port)/", .privateAddress), ("https://LOCALHOST.:\(port)/", .privateAddress),
                ("https://127.0.0.1:\(port)/", .privateAddress), ("https://127.1:\(port)/", .privateAddress),
                ("https://0x7f000001:\(port)/", .privateAddress), ("https://2130706433:\(port)/", .privateAddress),
                ("https://[::1]:\(port)/", .privateAddress), ("https://[::ffff:127.0.0.1]:\(port)/", .privateAddress),
                ("https://[::ffff:7f00:1]:\(port)/", .privateAddress), ("https://0.0.0.0:\(port)/", .privateAddress),
                ("https://0:\(port)/", .privateAddress), ("https://169.254.169.254:\(port)/", .privateAddress),
                ("https://[fe80::1]:\(port)/", .privateAddress), ("https://[fc00::1]:\(port)/", .privateAddress),
                ("https://[ff02::1]:\(port)/", .privateAddress), ("https://10.0.0.1:\(port)/", .privateAddress),
                ("https://user:password@localhost:\(port)/", .userInformation),
                ("https://localhost:22/", .portNotPermitted), ("https://localhost/", .portNotPermitted),
                ("hello", .malformedAddress),
            ]
            for (url, refusal) in refusals {
                let found = await cache.failure(url)
                #expect(found == refusal, "\(url): \(found?.name ?? "found")")
            }
            #expect(server.connections == 0)
        }
    }

    /// A name is looked up once, and what was looked at is what is connected to.
    @Test func otherAddressesAtTheNextLookUp() async throws {
        let pem = web.caller.chainPEM
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(pem) }) { server in
            let url = "https://\(WebFixture.name):\(server.port)/"
            var settings = CertificateCache.Settings()
            settings.rules = try web.rules(server)
            // 127.0.0.2 refuses the connection, so a second look-up would be noticed.
            let resolver = ScriptedResolver(["127.0.0.1"], ["127.0.0.2"])
            let cache = try CertificateCache(settings, clock: nil, resolver: resolver)
            #expect(await cache.failure(url) == nil)
            #expect(resolver.names == [WebFixture.name])

            settings.rules.dangerouslyAllowsPrivateAddresses = false
            let rebinding = ScriptedResolver(["10.0.0.1", "127.0.0.1", "::1", "0.0.0.0"], ["127.0.0.1"])
            let careful = try CertificateCache(settings, clock: nil, resolver: rebinding)
            #expect(await careful.failure(url) == .privateAddress)
            #expect(rebinding.names == [WebFixture.name])
            #expect(server.connections == 1)
        }
    }

    /// Not even where private addresses are permitted: Linux takes 0.0.0.0 for itself.
    @Test func addressesOfNoHost() async throws {
        try await WebFixture.with(try await web.server { _ in .silence }) { server in
            let cache = try web.cache(server)
            for host in ["0.0.0.0", "[::]", "255.255.255.255", "224.0.0.1"] {
                #expect(await cache.failure("https://\(host):\(server.port)/") == .privateAddress)
            }
            #expect(server.connections == 0)
        }
    }

    @Test func redirects() async throws {
        let (pem, name) = (web.caller.chainPEM, WebFixture.name)
        let server = try await web.server { path in
            switch path {
            case "/good": ScriptedServer.redirect("/there", status: "301 Moved")
            case "/there", "/three?x": ScriptedServer.answer(pem)
            case "/one": ScriptedServer.redirect("two", status: "307 Temporary")
            case "/two": ScriptedServer.redirect("/three?x#y", status: "308 Permanent")
            case "/loop": ScriptedServer.redirect("/pool")
            case "/pool": ScriptedServer.redirect("/loop")
            case "/self": ScriptedServer.redirect("")
            case "/file": ScriptedServer.redirect("file:///etc/passwd")
            case "/http": ScriptedServer.redirect("http://\(name)/")
            case "/port": ScriptedServer.redirect("https://\(name):22/")
            case "/user": ScriptedServer.redirect("https://a:b@\(name)/")
            case "/nowhere": ScriptedServer.answer("", status: "302 Found")
            default:
                // /4 leads to /3, and so on down to the chain.
                Int(path.dropFirst()).map {
                    $0 == 0 ? ScriptedServer.answer(pem) : ScriptedServer.redirect("/\($0 - 1)")
                }
                    ?? ScriptedServer.answer("", status: "404 Not Found")
            }
        }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server)
            let expected: [(String, CertificatesUnavailable?)] = [
                ("good", nil), ("one", nil), ("loop", .redirectLoop), ("self", .redirectLoop),
                ("file", .notHTTPS), ("http", .notHTTPS), ("port", .portNotPermitted), ("user", .userInformation),
                ("nowhere", .malformedAnswer), ("3", nil), ("4", .tooManyRedirects), ("absent", .unexpectedStatus),
            ]
            for (path, failure) in expected {
                let found = await cache.failure("https://\(name):\(server.port)/\(path)")
                #expect(found == failure, "\(path): \(found?.name ?? "found")")
            }
        }
    }

    /// A redirect from outside to inside is a look-up of its own.
    @Test func redirectToAnotherName() async throws {
        let server = try await web.server { _ in .silence }
        try await WebFixture.with(server) { server in
            let other = try await web.server { _ in ScriptedServer.redirect("https://inside.example:\(server.port)/") }
            try await WebFixture.with(other) { other in
                var settings = CertificateCache.Settings()
                settings.rules = try web.rules(server)
                settings.rules.ports.insert(other.port)
                let resolver = ScriptedResolver(["127.0.0.1"], ["0.0.0.0", "224.0.0.1"])
                let cache = try CertificateCache(settings, clock: nil, resolver: resolver)
                #expect(await cache.failure("https://\(WebFixture.name):\(other.port)/") == .privateAddress)
                #expect(resolver.names == [WebFixture.name, "inside.example"])
                #expect(server.connections == 0)
            }
        }
    }

    /// 100 MB, announced or not, as body or as header, cost what is permitted: the server sends four times that much and
    /// keeps the connection, so only who stops reading before comes to an answer, and not to the end of its time.
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6400000\r\n", "HTTP/1.1 200 OK\r\nX-Endless: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
    ])
    func tooLarge(head: String) async throws {
        let text = head + String(repeating: "x", count: 4 * FetchRules().maximumBytes)
        try await WebFixture.with(try await web.server { _ in .unfinished(text) }) { server in
            let cache = try web.cache(server)
            let failure = await cache.failure("https://\(WebFixture.name):\(server.port)/")
            #expect(failure == .tooLarge || (failure == .malformedAnswer && !head.hasSuffix("\r\n\r\n")))
            // The server does not end the connection, so it is over only because the cache ends it.
            #expect(try await server.connectionsEnded().count == 1)
        }
    }

    @Test func largestThatIsTaken() async throws {
        let pem = web.caller.chainPEM
        let server = try await web.server { path in
            let size = Int(path.dropFirst()) ?? 0
            return ScriptedServer.answer(pem + String(repeating: "\n", count: size - pem.utf8.count))
        }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server)
            let url = "https://\(WebFixture.name):\(server.port)/"
            #expect(await cache.failure(url + "131072") == nil)
            #expect(await cache.failure(url + "131073") == .tooLarge)
        }
    }

    /// A server that says nothing, and one that goes on for minutes: neither is waited for. The server says how long it took,
    /// since this test may have to wait for its turn.
    @Test func tooSlow() async throws {
        let pem = web.caller.chainPEM
        let server = try await web.server { path in
            path == "/silent"
                ? .silence : .drip("HTTP/1.1 200 OK\r\nContent-Length: \(pem.utf8.count)\r\n\r\n" + pem)
        }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server) { $0.rules.totalTime = .milliseconds(700) }
            for path in ["silent", "drip"] {
                let start = ContinuousClock.now
                #expect(await cache.failure("https://\(WebFixture.name):\(server.port)/\(path)") == .tooSlow)
                #expect(ContinuousClock.now - start >= .milliseconds(690))
            }
            let lasted = try await server.connectionsEnded()
            #expect(lasted.count == 2 && lasted.allSatisfy { $0 < .seconds(8) })
        }
    }

    /// Not even TLS begins.
    @Test func silentFromTheStart() async throws {
        let server = try await ScriptedServer(certificate: nil) { _ in .silence }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server) { $0.rules.totalTime = .milliseconds(300) }
            #expect(await cache.failure("https://\(WebFixture.name):\(server.port)/") == .tooSlow)
        }
    }

    @Test func untrustedServers() async throws {
        let pem = web.caller.chainPEM
        let stranger = try ThrowawayAuthority.create(commonName: "TLS", validity: .days(1))
        for (names, authority) in [(["other.example"], web.tls), ([WebFixture.name], stranger)] {
            let server = try await web.server(names: names, of: authority) { _ in ScriptedServer.answer(pem) }
            try await WebFixture.with(server) { server in
                let cache = try web.cache(server)
                for host in [WebFixture.name, "127.0.0.1"] {
                    #expect(await cache.failure("https://\(host):\(server.port)/") == .untrustedServer)
                }
                #expect(server.requests.isEmpty)
            }
        }
    }

    /// An address needs a certificate for that address.
    @Test func serverByItsAddress() async throws {
        let pem = web.caller.chainPEM
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(pem) }) { server in
            let cache = try web.cache(server)
            #expect(await cache.failure("https://127.0.0.1:\(server.port)/") == nil)
        }
    }

    @Test func answersThatAreNoCertificates() async throws {
        let (pem, key) = (web.caller.chainPEM, web.caller.keyPEM)
        let server = try await web.server { path in
            switch path {
            case "/empty": ScriptedServer.answer("")
            case "/text": ScriptedServer.answer("<html>hello</html>")
            case "/key": ScriptedServer.answer(pem + key)
            case "/many": ScriptedServer.answer(String(repeating: pem, count: 7))
            case "/cut": .text("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + pem)
            case "/error": ScriptedServer.answer(pem, status: "500 Oops")
            case "/created": ScriptedServer.answer(pem, status: "201 Created")
            default: .text("SSH-2.0-OpenSSH_9.2\r\n\r\n")
            }
        }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server)
            let expected: [(String, CertificatesUnavailable)] = [
                ("empty", .notCertificates), ("text", .notCertificates), ("key", .notCertificates),
                ("many", .notCertificates), ("cut", .malformedAnswer), ("error", .unexpectedStatus),
                ("created", .unexpectedStatus), ("ssh", .malformedAnswer),
            ]
            for (path, failure) in expected {
                let found = await cache.failure("https://\(WebFixture.name):\(server.port)/\(path)")
                #expect(found == failure, "\(path): \(found?.name ?? "found")")
            }
        }
    }

    @Test func nobodyThere() async throws {
        let server = try await web.server { _ in .silence }
        let cache = try web.cache(server)
        let url = "https://\(WebFixture.name):\(server.port)/"
        try await server.stop()
        #expect(await cache.failure(url) == .unreachable)
        var settings = CertificateCache.Settings()
        settings.rules = try web.rules(server)
        // `.invalid` never exists (RFC 6761), and needs no question to any server.
        let unknown = try CertificateCache(settings, clock: nil, resolver: ScriptedNowhere())
        #expect(await unknown.failure(url) == .unknownHost)
    }

    /// Two fetches are held at the gate until the six others were refused; then they come to their end.
    @Test func notTooManyAtOnce() async throws {
        let (pem, gate) = (web.caller.chainPEM, Gate())
        try await WebFixture.with(try await web.server { _ in .held(gate, then: pem) }) { server in
            let cache = try web.cache(server) { $0.rules.maximumFetches = 2 }
            let failures = await withTaskGroup(of: CertificatesUnavailable?.self) { group in
                for number in 0..<8 {
                    group.addTask { await cache.failure("https://\(WebFixture.name):\(server.port)/\(number)") }
                }
                var failures: [CertificatesUnavailable?] = []
                for await failure in group {
                    failures.append(failure)
                    if failures.count == 6 { gate.open() }
                }
                return failures
            }
            #expect(failures == Array(repeating: .busy, count: 6) + [nil, nil])
            #expect(server.connections == 2)
        }
    }

    /// A certificate that expires within the hour is not kept for the hour.
    @Test func notKeptBeyondExpiry() async throws {
        let now = WallClock.seconds()
        let brief = try web.stir.issueCaller(
            authorising: .nonCritical(WebFixture.numbers()),
            validity: ThrowawayValidity(notBefore: now - 60, notAfter: now + 600))
        try await WebFixture.with(try await web.server { _ in ScriptedServer.answer(brief.chainPEM) }) { server in
            let clock = MovableClock(now)
            let cache = try web.cache(server, clock: clock)
            let url = "https://\(WebFixture.name):\(server.port)/"
            #expect(await cache.failure(url) == nil)
            clock.advance(400)
            #expect(await cache.failure(url) == nil)
            #expect(server.connections == 1)
            clock.advance(201)
            #expect(await cache.failure(url) == nil)
            #expect(server.connections == 2)
        }
    }

    @Test func prefetched() async throws {
        let pem = web.caller.chainPEM
        let server = try await web.server { path in
            path == "/absent" ? ScriptedServer.answer("", status: "404 Not Found") : ScriptedServer.answer(pem)
        }
        try await WebFixture.with(server) { server in
            let cache = try web.cache(server) { $0.fetchesDuringCalls = false }
            let url = "https://\(WebFixture.name):\(server.port)"
            #expect(await cache.failure(url + "/a") == .notPrefetched)
            #expect(server.connections == 0)
            let failures = await cache.prefetch([url + "/a", url + "/absent", "file:///x", url + "/a"])
            #expect(failures == [nil, .unexpectedStatus, .notHTTPS, nil])
            #expect(server.connections == 2)
            #expect(await cache.failure(url + "/a") == nil)
        }
    }

    @Test func failuresNameNobody() async throws {
        var settings = CertificateCache.Settings()
        settings.rules.authorities = .pem("hello")
        #expect(throws: CertificatesUnavailable.unusableAuthorities) { try CertificateCache(settings) }
        let cache = try CertificateCache()
        var dumped = ""
        do {
            _ = try await cache.chain(for: .url("http://secret.example/12155550100"))
        } catch {
            dump(error, to: &dumped)
            dumped += "\(error)"
        }
        #expect(dumped.contains("https"))
        for secret in ["secret", "1215"] { #expect(!dumped.contains(secret)) }
        let sentences = Set(FetchFailure.allCases.map(\.sentence))
        #expect(sentences.count == FetchFailure.allCases.count)
    }
}
