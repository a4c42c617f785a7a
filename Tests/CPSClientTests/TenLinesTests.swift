import CPSClient
import Credentials
import Foundation
import KeyDirectory
import OutOfBand
import STIR
import Secrets
import Testing

/// The lines that the README shows, so that they go on compiling. They need a service, so none is called here.
///
/// What stands between `README` and `END` is word for word the README's: a test below compares the two.
@Suite("Ten lines")
struct TenLinesTests {
    func caller(passport: String) async throws {
        // README
        let wallet = try Wallet(folder: "/var/lib/pbx/wallet")
        let identity = try STIRIdentity(chainFile: "stir.pem", keyFile: "stir.key")
        let client = try CallPlacementClient(service: URL(string: "https://cps.example.com")!, identity: identity)
        try await client.getTokens(100, into: wallet)  // long before the call
        let callee = try CalleeAddress(keyOrFile: "callee.key.pub")
        _ = try await client.store([passport], to: [callee.publicKey], spendingFrom: wallet)
        // END
    }

    func callee() async throws {
        // README
        let client = try CallPlacementClient(service: URL(string: "https://cps.example.com")!)
        let passphrase = try PrivateFile(path: "passphrase").read()  // no line end in it; nil for an unsealed key
        let key = try CalleeKeyFile(path: "callee.key").key(passphrase: passphrase)
        for call in try await client.poll(key).found { print(call.passports) }  // verify before you believe
        // END
    }

    func verify(passport: String, chainPEM: String, anchorsPEM: String) async throws {
        // README
        let verifier = PassportVerifier(certificates: .init(trustAnchors: try TrustAnchors(pem: anchorsPEM)))
        let (unverified, chain) = (try UnverifiedPassport(passport), try CertificateChain(pem: chainPEM))
        let verdict = await verifier.verify(unverified, chain: chain, at: Int64(Date().timeIntervalSince1970))
        if case .valid(let verified) = verdict { print(verified.passport.origin) }
        // END
    }

    func bothEnds(
        anchorsPEM: String, credential: SigningCredential, key: CalleeKey, caller: PassportIdentity,
        called: PassportDestinations, shown: PassportIdentity, ringing: PassportIdentity
    ) async throws {
        // README
        let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
        let certificates = STIRCertificateVerifier(trustAnchors: try TrustAnchors(pem: anchorsPEM))
        let services = try PlacementServices(
            wallet: try Wallet(folder: "wallet"), services: ["https://cps.example.com"]
        ) { (service) throws(CPSClientError) in
            guard let url = URL(string: service) else { throw .malformedServiceURL }
            return try CallPlacementClient(service: url)
        }

        let directory = DirectoryRecipients(
            directories: ["https://cps.example.com"], services: services,
            verifier: KeyBindingVerifier(certificates: certificates), now: now)
        let authentication = AuthenticationService(
            credentials: [credential],
            placement: PassportPlacement(recipients: directory, services: services), now: now)
        let call = OutgoingCall(origin: caller, destinations: called)
        _ = try await authentication.authenticate(call)  // then place it

        let verification = VerificationService(
            verifier: PassportVerifier(certificates: certificates), certificates: try CertificateCache(),
            inboxes: [Inbox(key: key, service: "https://cps.example.com")], services: services,
            replays: ReplayWindow(seconds: 120), now: now)
        let report = await verification.verify(IncomingCall(caller: shown, called: [ringing]))
        print(report.verdict, report.reason)
        // END
    }

    @Test("They compile, and fail for want of files rather than trap")
    func compile() async {
        await #expect(throws: SecretsError.self) { try await callee() }
        await #expect(throws: STIRCertificateError.self) {
            try await verify(passport: "", chainPEM: "", anchorsPEM: "")
        }
    }

    @Test("The README shows these lines and no others")
    func readme() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(
            text.split(separator: "## From a Swift program").last?.split(separator: "\n## ").first)
        // Of what is fenced, the manifest comes first; imports stand at the head of this file.
        let shown = section.components(separatedBy: "```swift\n").dropFirst(2).compactMap {
            $0.components(separatedBy: "\n```").first
        }
        let here = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
        let compiled = here.components(separatedBy: "        // README\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n        // END").first
        }
        func lines(_ blocks: [String]) -> [[String]] {
            blocks.map { block in
                block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                    .filter { !$0.hasPrefix("import ") }
            }
        }
        #expect(shown.count == 4)
        #expect(lines(shown) == lines(compiled))
        let imports = Set(shown.joined(separator: "\n").split(separator: "\n").filter { $0.hasPrefix("import ") })
        for name in imports { #expect(here.contains(name + "\n")) }
    }
}
