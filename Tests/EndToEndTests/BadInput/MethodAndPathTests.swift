import ServiceHarness
import Testing

extension OneDeployment {
    /// Methods and paths that do not exist.
    @Suite struct MethodsAndPaths {
        private static let index = String(repeating: "0a", count: 32)
        private static let handle = String(repeating: "A", count: 64)

        @Test(arguments: [
            ("/cps/\(index)/ppts", "GET, POST", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]),
            ("/cps/\(index)/ppts/\(handle)", "GET", ["POST", "PUT", "DELETE", "HEAD"]),
            ("/.well-known/cps", "GET", ["POST", "HEAD", "DELETE"]),
            ("/.well-known/private-token-issuer-directory", "GET", ["POST", "DELETE"]),
            ("/health", "GET", ["POST", "HEAD"]),
            ("/problems/not-found", "GET", ["POST"]),
        ])
        func methodsThatAPathDoesNotHave(path: String, allowed: String, methods: [String]) async throws {
            let server = try RunningServer.current()
            for method in methods {
                let answer = try await server.ask(RawRequest(method, path))
                try expectProblem(answer, 405, "method-not-allowed", toHead: method == "HEAD")
                #expect(answer.only("allow") == allowed, "\(method)")
            }
        }

        @Test(arguments: [
            "/", "/cps", "/cps/", "/cps/\(index)", "/cps/\(index)/", "/cps/\(index)/ppt", "/cps/\(index)/ppts/a/b",
            "//cps/\(index)/ppts", "/CPS/\(index)/ppts", "/%63ps/\(index)/ppts", "/cps/\(index)/PPTS", "/cps/../health",
            "/health/", "/Health", "/health%00", "/.well-known", "/.well-known/cps/", "/.well-known/other", "/problems",
            "/problems/unheard-of", "/problems/not-found/", "/token-request", "/metrics", "/favicon.ico",
        ])
        func pathsThatDoNotExist(_ path: String) async throws {
            let server = try RunningServer.current()
            for method in ["GET", "POST", "DELETE"] {
                if method != "GET", path.hasPrefix("/problems/") { continue }
                try expectProblem(try await server.ask(RawRequest(method, path)), 404, "not-found")
            }
        }

        @Test func aConnectionGoesOnAfterARefusal() async throws {
            let server = try RunningServer.current()
            try await RawConnection.open(to: server.publicEndpoint) { connection in
                for path in ["/nowhere", "/cps/xyz/ppts", "/health"] {
                    let answer = try await connection.exchange(RawRequest("GET", path))
                    #expect(answer.status == (path == "/health" ? 200 : path == "/nowhere" ? 404 : 400))
                }
                let head = try await connection.exchange(RawRequest("HEAD", "/health"))
                #expect(head.status == 405)
                #expect(try await connection.exchange(RawRequest("GET", "/health")).status == 200)
            }
        }
    }
}
