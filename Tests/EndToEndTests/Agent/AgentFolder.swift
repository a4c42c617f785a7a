import CPSClient
import Foundation
import STIR
import Sealing
import ServiceHarness
import ThrowawayPKI

/// What an agent beside a deployment needs, and calls between the two numbers of the tests. Every one has a key of the
/// called party and a wallet of its own, so that tests may run side by side.
struct AgentFolder {
    static let caller = TNAuthorizationList.testNumber
    static let called = "12155550199"
    static let address = "https://localhost/caller.pem"

    let folder: URL
    let settings: [String: Any]

    /// Writes certificates and keys.
    init(beside server: RunningServer) throws {
        let folder = server.deployment.folder.appending(path: "agent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        func file(_ name: String) -> String { folder.appending(path: name).path }
        for (name, text) in [
            ("tls-ca.pem", server.deployment.tlsAuthorityPEM), ("caller.pem", server.deployment.caller.chainPEM),
            ("caller.key", server.deployment.caller.keyPEM),
        ] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file("caller.key"))
        let key = try CalleeKey.generate()
        try CalleeKeyFile(key, passphrase: nil).create(
            at: file("callee.key"), publicFile: file("callee.key.pub"),
            address: CalleeAddress(publicKey: key.privateKey.publicKey))
        settings = [
            "trustAnchors": server.deployment.folder.appending(path: "stir-ca.pem").path,
            "service": [
                "url": "https://localhost:\(server.publicPort)", "tlsAuthorities": file("tls-ca.pem"),
            ],
            "credential": ["chain": file("caller.pem"), "key": file("caller.key"), "x5u": Self.address],
            "wallet": ["folder": file("agent-wallet"), "low": 1, "high": 8, "batch": 4],
            "recipients": [Self.called: [file("callee.key.pub")]],
            "inboxes": ["callee": ["key": file("callee.key"), "numbers": [Self.called]]],
            "certificates": ["provisioned": ["caller": ["x5u": Self.address, "file": file("caller.pem")]]],
            "deadline": ["milliseconds": 10_000],
        ]
    }

    /// The settings with one more.
    func settings(_ name: String, _ value: Any) -> [String: Any] {
        settings.merging([name: value]) { $1 }
    }

    static func signing(from caller: String = caller, to called: String = called) -> String {
        #"{"signingRequest":{"attest":"A","orig":{"tn":"\#(caller)"},"dest":{"tn":["\#(called)"]}}}"#
    }

    static func verification(
        from caller: String = caller, to called: String = called, identity: String? = nil
    ) -> String {
        let identity = identity.map { #","identity":"\#($0.replacing("\"", with: "\\\""))""# } ?? ""
        return #"""
            {"verificationRequest":{"from":{"tn":"\#(caller)"},"to":{"tn":["\#(called)"]},"time":1\#(identity)}}
            """#
    }
}
