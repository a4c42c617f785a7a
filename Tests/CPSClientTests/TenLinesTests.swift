import CPSClient
import Foundation
import Testing

/// The lines that the README shows, so that they go on compiling. They need a service, so none is called here.
@Suite("Ten lines")
struct TenLinesTests {
    func caller(passport: String) async throws {
        let wallet = try Wallet(folder: "/var/lib/pbx/wallet")
        let identity = try STIRIdentity(chainFile: "stir.pem", keyFile: "stir.key")
        let client = try CallPlacementClient(service: URL(string: "https://cps.example")!, identity: identity)
        try await client.getTokens(100, into: wallet)  // long before the call
        let callee = try CalleeAddress(keyOrFile: "bob.pub")
        _ = try await client.store([passport], to: [callee.publicKey], spendingFrom: wallet)
    }

    func callee() async throws {
        let client = try CallPlacementClient(service: URL(string: "https://cps.example")!)
        let key = try CalleeKeyFile(path: "bob.key").key(passphrase: nil)
        for call in try await client.poll(key).found { print(call.passports) }  // verify before you believe
    }

    @Test("Both compile, and fail for want of files rather than trap")
    func compile() async {
        await #expect(throws: CPSClientError.self) { try await callee() }
    }
}
