package import Foundation
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
internal import LoadGeneration
internal import Logging
internal import NIOCore
internal import NIOSSL

/// What whole requests are compared with: a server of the same library, over the same TLS, whose handlers do nothing
/// but move as many bytes.
package enum BareServer {
    /// Serves until the process is ended: `GET` returns ready bytes, `POST` reads the body.
    ///
    /// - Parameter byteCount: how many bytes a `GET` gets.
    package static func run(chain: URL, key: URL, byteCount: Int, whenBound: @escaping @Sendable (Int) -> Void)
        async throws
    {
        try requireUsualMemory()
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(chain.path).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key.path, format: .pem)))
        tls.minimumTLSVersion = .tlsv13
        let server = try HTTPServerBuilder.http2Upgrade(
            tlsConfiguration: tls,
            configuration: .init(
                idleTimeout: .seconds(30), gracefulCloseTimeout: .seconds(1),
                streamConfiguration: .init(idleTimeout: .seconds(30))))
        let application = Application(
            responder: BareResponder(byteCount: byteCount), server: server,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { whenBound($0.localAddress?.port ?? 0) }, logger: Logger(label: "bare"))
        try await application.run()
    }

    /// What a program is linked with may replace the C library's `free` (`CWipedMemory` does): then a comparison would
    /// have the service's own work on both sides.
    package static func requireUsualMemory() throws {
        let library = unsafe dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD)
        for name in ["free", "realloc", "epoll_wait", "sem_wait"] {
            guard let library = unsafe library, unsafe dlsym(nil, name) == dlsym(library, name) else {
                throw LoadError("this program has its own \(name), so nothing can be compared with it")
            }
        }
    }
}

/// Answers without asking what was asked.
private struct BareResponder: HTTPResponder {
    /// What a bare handler knows of a request.
    struct Context: InitializableFromSource {
        init(source: ApplicationRequestContextSource) {}
    }

    private let ready: ByteBuffer

    init(byteCount: Int) {
        ready = ByteBuffer(bytes: (0..<byteCount).map { _ in UInt8.random(in: .min ... .max) })
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .post else {
            return Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: ResponseBody(byteBuffer: ready))
        }
        for try await _ in request.body {}
        return Response(status: .created)
    }
}
