internal import ArgumentParser
internal import Foundation
internal import Measurements

/// `bench serve-bare`: what whole requests are compared with, in a process of its own.
struct ServeBare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve-bare", shouldDisplay: false)

    @Option(help: "The certificate chain, in PEM.")
    var certificate: String

    @Option(help: "Its private key, in PEM.")
    var key: String

    @Option(help: "Bytes of an answer.")
    var bytes: Int

    func run() async throws {
        try await BareServer.run(
            chain: URL(filePath: certificate), key: URL(filePath: key), byteCount: bytes
        ) { port in
            FileHandle.standardOutput.write(Data("bare: port \(port)\n".utf8))
        }
    }
}
