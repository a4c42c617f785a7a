import Testing

@testable import Credentials

@Suite("Addresses that a stranger may make us reach (RFC 6890)")
struct HostAddressTests {
    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.167.0.1",
        "223.255.255.255",
        "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808",
    ])
    func everywhere(text: String) throws {
        #expect(try #require(HostAddress(text: text)).reach == .everywhere)
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "100.64.0.1", "100.127.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.168.1.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "::1",
        "fe80::1", "fc00::1", "fdff::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fec0::1", "100::1",
    ])
    func inside(text: String) throws {
        #expect(try #require(HostAddress(text: text)).reach == .inside)
    }

    @Test(arguments: ["0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "ff02::1"])
    func nowhere(text: String) throws {
        #expect(try #require(HostAddress(text: text)).reach == .nowhere)
    }

    @Test(arguments: [
        "", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1 ", "[::1]", "::1%lo", "1.2.3.4.5",
    ])
    func noAddress(text: String) {
        #expect(HostAddress(text: text) == nil)
    }
}
