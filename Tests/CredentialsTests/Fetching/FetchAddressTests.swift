import SeededRandomness
import Testing

@testable import Credentials

@Suite("URLs that may be fetched")
struct FetchAddressTests {
    private func read(_ text: String, ports: Set<Int> = [443], plain: Set<Int> = []) throws(FetchFailure)
        -> FetchAddress
    {
        var rules = FetchRules()
        rules.ports = ports
        rules.plainPorts = plain
        return try FetchAddress(text, rules: rules)
    }

    @Test(arguments: [
        ("https://cert.example.org/a.pem", "https://cert.example.org/a.pem"),
        ("HTTPS://Cert.Example.ORG.:443/A.pem?x=1#part", "https://cert.example.org/A.pem?x=1"),
        ("https://cert.example.org", "https://cert.example.org/"),
        ("https://cert.example.org?q", "https://cert.example.org/?q"),
        ("https://192.0.2.7/", "https://192.0.2.7/"), ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
        ("https://a_b.example/@x:y", "https://a_b.example/@x:y"),
    ])
    func taken(text: String, normal: String) throws {
        #expect(try read(text).text == normal)
        #expect(try read(normal) == read(text))
    }

    @Test(
        arguments: [
            ("http://cert.example.org/", .notHTTPS), ("file:///etc/passwd", .notHTTPS), ("FILE:/etc/passwd", .notHTTPS),
            ("ftp://cert.example.org/", .notHTTPS), ("data:text/plain,x", .notHTTPS), ("sip:a@example.org", .notHTTPS),
            ("https+unix://x/", .notHTTPS), ("javascript:alert(1)", .notHTTPS),
            ("https://user@cert.example.org/", .userInformation), ("https://a:b@cert.example.org/", .userInformation),
            ("https://cert.example.org@127.0.0.1/", .userInformation), ("https://@/", .userInformation),
            ("https://cert.example.org:22/", .portNotPermitted), ("https://cert.example.org:8443/", .portNotPermitted),
            ("https://cert.example.org:0/", .malformedAddress), ("https://cert.example.org:65536/", .malformedAddress),
            ("https://cert.example.org:/", .malformedAddress), ("https://cert.example.org:+443/", .malformedAddress),
            ("https://cert.example.org:443:443/", .malformedAddress), ("https:/cert.example.org/", .malformedAddress),
            ("https:cert.example.org", .malformedAddress), ("https://", .malformedAddress),
            ("https:///x", .malformedAddress),
            ("//cert.example.org/", .malformedAddress), ("cert.example.org", .malformedAddress),
            ("", .malformedAddress),
            ("https://cert.example.org\\@evil/", .malformedAddress), ("https://cert example.org/", .malformedAddress),
            ("https://cert.example.org/\r\nHost:x", .malformedAddress), ("https://ä.example/", .malformedAddress),
            ("https://cert%2eexample.org/", .malformedAddress), ("https://[::1/", .malformedAddress),
            ("https://[fe80::1%25eth0]/", .malformedAddress), ("https://[127.0.0.1]/", .malformedAddress),
            ("https://[::1]x/", .malformedAddress), ("https://.example.org/", .malformedAddress),
            (" https://cert.example.org/", .malformedAddress), ("https://a..example/", .malformedAddress),
            ("https://a.example../", .malformedAddress), ("https://./", .malformedAddress),
        ] as [(String, FetchFailure)])
    func refused(text: String, failure: FetchFailure) {
        #expect(throws: failure) { try read(text) }
    }

    @Test func bounds() {
        #expect(throws: FetchFailure.malformedAddress) { try read("https://a/" + String(repeating: "x", count: 2039)) }
        #expect(throws: Never.self) { try read("https://a/" + String(repeating: "x", count: 2038)) }
        #expect(throws: FetchFailure.malformedAddress) { try read("https://" + String(repeating: "x", count: 254)) }
    }

    @Test func plainHTTPOnlyWherePermitted() throws {
        #expect(try read("http://crl.example.org/x", plain: [80]).text == "http://crl.example.org/x")
        #expect(throws: FetchFailure.portNotPermitted) { try read("http://crl.example.org:443/", plain: [80]) }
        #expect(throws: FetchFailure.portNotPermitted) { try read("https://crl.example.org:80/", plain: [80]) }
    }

    @Test(arguments: [
        ("https://b.example/y", "https://b.example/y"), ("//b.example/y", "https://b.example/y"),
        ("/y?z", "https://a.example/y?z"), ("y", "https://a.example/p/y"), ("?z", "https://a.example/p/x?z"),
        ("#part", "https://a.example/p/x?q"), ("", "https://a.example/p/x?q"),
    ])
    func redirects(location: String, result: String) throws {
        #expect(try read("https://a.example/p/x?q").following(location, rules: FetchRules()).text == result)
    }

    @Test(
        arguments: [
            ("http://a.example/", .notHTTPS), ("file:///etc/passwd", .notHTTPS), ("//u@b.example/", .userInformation),
            ("https://b.example:22/", .portNotPermitted), ("/a b", .malformedAddress),
        ] as [(String, FetchFailure)])
    func refusedRedirects(location: String, failure: FetchFailure) throws {
        let address = try read("https://a.example/p/x?q")
        #expect(throws: failure) { try address.following(location, rules: FetchRules()) }
    }

    /// Whatever is made of a URL, what is taken of it reads the same again and has only characters of a request line.
    @Test func fuzz() throws {
        var generator = SeededGenerator(seed: 21)
        var taken = 0
        for _ in 0..<20_000 {
            let bytes = generator.mutation(of: Array("https://cert.example.org:443/a/b.pem?x=y#z".utf8))
            guard let address = try? read(String(decoding: bytes, as: UTF8.self)) else { continue }
            taken += 1
            #expect(try read(address.text) == address)
            #expect(address.port == 443 && address.isSecure && address.target.hasPrefix("/"))
            #expect(address.target.utf8.allSatisfy { (0x21...0x7e).contains($0) })
        }
        #expect(taken > 1000)
    }
}
