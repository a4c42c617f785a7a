import STIR
import ServiceHarness
import Testing
import ThrowawayPKI
import X509

@testable import Credentials

/// The `openssl` program itself, which `Scripts/setup` installs.
@Suite("What OpenSSL makes and takes")
struct OpenSSLTests {
    private func openssl(_ arguments: String...) async throws -> (code: Int, output: String) {
        try await Tool.run("openssl", arguments)
    }

    private func pki(_ path: String) throws -> ThrowawayFolder {
        var folder = try ThrowawayFolder(
            callerProvider: ServiceProviderCode("709J"),
            callerNumbers: TelephoneNumberRange(start: TelephoneNumber(digits: "12155550100"), count: 100),
            validity: .days(5))
        folder.services = ["https://cps.example.org/", "https://cps.example.net/"]
        folder.publicURL = "https://pki.example.org/public"
        try folder.write(into: path)
        return folder
    }

    @Test func verifiesThrowawayCertificates() async throws {
        try await TemporaryFile.withFolder { folder in
            _ = try pki(folder)
            for name in ["caller", "forger", "delegate", "revoked"] {
                let verified = try await openssl(
                    "verify", "-x509_strict", "-CAfile", folder + "/stir-ca.pem", "-untrusted",
                    folder + "/delegate-ca.pem", "\(folder)/\(name).pem")
                #expect(verified.code == 0, "\(name): \(verified.output)")
            }
            let server = try await openssl(
                "verify", "-x509_strict", "-CAfile", folder + "/tls-ca.pem", folder + "/server.pem")
            #expect(server.code == 0, "\(server.output)")
            let wrong = try await openssl("verify", "-CAfile", folder + "/tls-ca.pem", folder + "/caller.pem")
            #expect(wrong.code != 0)
        }
    }

    @Test func readsThrowawayRevocationLists() async throws {
        try await TemporaryFile.withFolder { folder in
            _ = try pki(folder)
            for name in ["stir-ca", "delegate-ca"] {
                let list = try await openssl(
                    "crl", "-in", "\(folder)/public/\(name).crl", "-inform", "DER", "-CAfile", "\(folder)/\(name).pem",
                    "-out", "\(folder)/\(name).crl.pem", "-outform", "PEM")
                #expect(list.code == 0 && list.output.contains("verify OK"), "\(list.output)")
            }
            let check = { (name: String) in
                try await openssl(
                    "verify", "-crl_check", "-CAfile", folder + "/stir-ca.pem", "-CRLfile", folder + "/stir-ca.crl.pem",
                    "\(folder)/\(name).pem")
            }
            let caller = try await check("caller")
            #expect(caller.code == 0, "\(caller.output)")
            let revoked = try await check("revoked")
            #expect(revoked.code != 0 && revoked.output.contains("certificate revoked"), "\(revoked.output)")
        }
    }

    /// The lists of `dev-pki` with the verifier of this program: the whole cast, each with its verdict.
    @Test func castOfDevPKI() async throws {
        try await TemporaryFile.withFolder { folder in
            _ = try pki(folder)
            var settings = RevocationSettings()
            settings.usesDistributionPoints = false
            settings.lists = [.file(folder + "/public/stir-ca.crl"), .file(folder + "/public/delegate-ca.crl")]
            let verifier = STIRCertificateVerifier(
                trustAnchors: try TrustAnchors(pem: try TemporaryFile.text(folder + "/stir-ca.pem")),
                revocation: .refuseUnknown(try RevocationLists(settings)))
            for name in ["caller", "delegate", "forger", "revoked"] {
                // As served for "x5u": with the trust anchor at the end.
                let chain = try CertificateChain(pem: try TemporaryFile.text("\(folder)/public/\(name).pem"))
                #expect(chain.leaf.distributionPoints.count == 1)
                switch await verifier.verify(chain, at: WallClock.seconds()) {
                case .valid(let credential):
                    #expect(name != "revoked")
                    let inside = credential.tnAuthorizationList.names(try TelephoneNumber(digits: "12155550150"))
                    #expect(inside == (name != "forger"))
                    let lower = credential.tnAuthorizationList.names(try TelephoneNumber(digits: "12155550149"))
                    #expect(lower == (name == "caller"))
                    let services = try credential.callPlacementServices(in: .example)
                    #expect(services.count == (name == "forger" ? 0 : 2))
                case .refused(let reason): #expect(name == "revoked" && reason == .revoked, "\(name): \(reason)")
                }
            }
        }
    }

    /// What `openssl ca` withdraws and lists.
    @Test func revocationListOfOpenSSL() async throws {
        try await TemporaryFile.withFolder { folder in
            _ = try pki(folder)
            let configuration = """
                [ca]
                default_ca = this
                [this]
                database = \(folder)/index.txt
                crlnumber = \(folder)/crlnumber
                certificate = \(folder)/stir-ca.pem
                private_key = \(folder)/stir-ca.key
                default_md = sha256
                default_crl_days = 1
                crl_extensions = more
                [more]
                authorityKeyIdentifier = keyid

                """
            try TemporaryFile.write(Array(configuration.utf8), to: folder + "/ca.cnf")
            try TemporaryFile.write([], to: folder + "/index.txt")
            try TemporaryFile.write(Array("01\n".utf8), to: folder + "/crlnumber")
            let revoke = try await openssl(
                "ca", "-config", folder + "/ca.cnf", "-revoke", folder + "/caller.pem", "-crl_reason", "keyCompromise")
            #expect(revoke.code == 0, "\(revoke.output)")
            let made = try await openssl("ca", "-config", folder + "/ca.cnf", "-gencrl", "-out", folder + "/pem.crl")
            #expect(made.code == 0, "\(made.output)")
            let der = try await openssl(
                "crl", "-in", folder + "/pem.crl", "-outform", "DER", "-out", folder + "/der.crl")
            #expect(der.code == 0, "\(der.output)")

            let issuer = try CertificateChain(pem: try TemporaryFile.text(folder + "/stir-ca.pem")).leaf
            let caller = try CertificateChain(pem: try TemporaryFile.text(folder + "/caller.pem")).leaf
            let forger = try CertificateChain(pem: try TemporaryFile.text(folder + "/forger.pem")).leaf
            for file in ["pem.crl", "der.crl"] {
                var settings = RevocationSettings()
                settings.usesDistributionPoints = false
                settings.lists = [.file("\(folder)/\(file)")]
                let lists = try RevocationLists(settings)
                let now = WallClock.seconds()
                #expect(await lists.status(of: caller, issuer: issuer, at: now) == .revoked)
                #expect(await lists.status(of: forger, issuer: issuer, at: now) == .good)
                #expect(await lists.status(of: forger, issuer: issuer, at: now + 90_000) == .unknown(.expired))
            }
        }
    }

    /// The extension of RFC 8226 section 9, written down for `asn1parse` and read here.
    @Test func listsOfNumbers() async throws {
        try await TemporaryFile.withFolder { folder in
            let text = """
                asn1 = SEQUENCE:list
                [list]
                code = EXPLICIT:0,IA5STRING:709J
                range = EXPLICIT:1,SEQUENCE:range
                one = EXPLICIT:2,IA5STRING:911
                star = EXPLICIT:2,IA5STRING:*67
                [range]
                start = IA5STRING:12155550100
                count = INTEGER:100

                """
            try TemporaryFile.write(Array(text.utf8), to: folder + "/list.cnf")
            let made = try await openssl(
                "asn1parse", "-genconf", folder + "/list.cnf", "-noout", "-out", folder + "/list.der")
            #expect(made.code == 0, "\(made.output)")
            let der = try TemporaryFile.bytes(folder + "/list.der")
            let expected = try TNAuthorizationList([
                .provider(ServiceProviderCode("709J")),
                .range(TelephoneNumberRange(start: TelephoneNumber(digits: "12155550100"), count: 100)),
                .one(TelephoneNumber(digits: "911")), .one(TelephoneNumber(digits: "*67")),
            ])
            #expect(try TNAuthorizationList(der: der) == expected)
            #expect(try expected.derBytes() == der)
        }
    }
}
