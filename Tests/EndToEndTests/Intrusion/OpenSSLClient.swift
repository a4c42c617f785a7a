import Foundation
import ServiceHarness
import ThrowawayPKI

/// The openssl tool as a client, with files of its own: an implementation of TLS that shares nothing with the service's.
struct OpenSSLClient {
    private let folder: URL

    /// Makes its folder within a deployment's, and files `NAME.pem` and `NAME.key` in it for those who may be presented.
    init(in deployment: Deployment, identities: [String: ClientIdentity] = [:]) throws {
        folder = deployment.folder.appending(path: "openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, identity) in identities {
            try Data(identity.chainPEM.utf8).write(to: folder.appending(path: "\(name).pem"))
            try Data(identity.keyPEM.utf8).write(to: folder.appending(path: "\(name).key"))
        }
    }

    /// Connects, sends a request, and waits until the other side closes.
    ///
    /// - Parameter options: of `openssl s_client`; files are named as in the folder.
    /// - Returns: all that the tool said, answer and alerts among it.
    func send(_ request: RawRequest, port: Int, _ options: String) async throws -> String {
        var closing = request
        closing.fields.append(("connection", "close"))
        let name = "\(UUID().uuidString).request"
        try Data(closing.bytes).write(to: folder.appending(path: name))
        let command = """
            cd "$0" && openssl s_client -connect 127.0.0.1:\(port) -ign_eof \(options) < \(name)
            """
        return try await Tool.run("sh", ["-c", command, folder.path]).output
    }
}
