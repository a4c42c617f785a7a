import Foundation
import Testing

@testable import CPSClient

@Suite("The address of a proxy")
struct AnonymousProxyTests {
    @Test(
        "is taken", arguments: ["http://127.0.0.1:3128", "http://proxy.example.com:8080/", "socks5://127.0.0.1:9050"])
    func taken(text: String) throws {
        _ = try AnonymousProxy(try #require(URL(string: text)))
    }

    @Test(
        "is refused",
        arguments: [
            "https://proxy.example.com:443", "http://proxy.example.com", "socks5://:9050", "http://a:1/x", "a:1",
        ])
    func refused(text: String) throws {
        let url = try #require(URL(string: text))
        #expect(throws: CPSClientError.malformedProxy) { try AnonymousProxy(url) }
    }
}
