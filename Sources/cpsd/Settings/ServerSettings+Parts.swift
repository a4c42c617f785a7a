import CPSServer
import CPSWire
import CallPlacement
import Foundation
import LMDBStore
import Operation
import STIR
import Sealing
import Secrets

extension ServerSettings {
    /// What the service allows and promises.
    static func policy(_ reader: inout SettingsReader) -> ServicePolicy? {
        let lifetime = reader.number(.lifetime)
        if lifetime > 60, !reader.isOn(.longerLifetime) {
            reader.report(
                .lifetime, "is \(lifetime), but has to be at most 60 unless \(Setting.longerLifetime.key) is true")
        }
        let limits = PlacementLimits(
            lifetime: .seconds(lifetime), uses: reader.number(.tokenUses),
            usesPerIndex: reader.number(.tokenUsesPerIndex),
            pendingMaximum: reader.number(.entriesMaximum))
        let epochs = EpochPolicy(length: Int64(reader.number(.epochLength)), grace: Int64(reader.number(.epochGrace)))
        // The current epoch, and those whose grace is not over.
        let graceLimit = epochs.length * Int64(LMDBStorage.epochLimit - 1)
        if epochs.grace > graceLimit {
            reader.report(
                .epochGrace,
                "is \(epochs.grace), but has to be at most \(graceLimit): \(LMDBStorage.epochLimit - 1) times "
                    + Setting.epochLength.key)
        }
        let name = reader.neededText(.name)
        let policy = (try? SealedSize(byteCount: reader.number(.sealedSize))).map { size in
            ServicePolicy(
                name: name, sealedSize: size, limits: limits,
                releaseQuantum: .milliseconds(reader.number(.releaseQuantum)),
                releaseMargin: .milliseconds(reader.number(.releaseMargin)),
                epochs: epochs, issuanceQuota: reader.number(.issuanceQuota))
        }
        if !name.isEmpty, (try? policy?.tokenChallenge) == nil {
            reader.report(.name, "cannot be an issuer's name: a host name in ASCII is expected")
        }
        return policy
    }

    /// How many entries answers have.
    static func entries(_ reader: inout SettingsReader) -> ServiceParameters.Entries {
        let entries = ServiceParameters.Entries(
            default: reader.number(.entriesDefault), maximum: reader.number(.entriesMaximum))
        for (setting, number) in [(Setting.entriesDefault, entries.default), (.entriesMaximum, entries.maximum)]
        where number.nonzeroBitCount != 1 {
            reader.report(setting, "is \(number), but has to be a power of two")
        }
        if entries.default > entries.maximum {
            reader.report(.entriesDefault, "is \(entries.default), but has to be at most \(Setting.entriesMaximum.key)")
        }
        return entries
    }

    /// A listener's certificate, read from its files.
    static func certificate(
        _ chain: (setting: Setting, path: String), _ key: (setting: Setting, path: String),
        _ reader: inout SettingsReader
    ) -> ServerCertificate? {
        let chainPEM = contents(chain.setting, chain.path, &reader)
        let keyPEM = secret(key.setting, key.path, &reader)
        guard let chainPEM, let keyPEM else { return nil }
        do {
            return try ServerCertificate(chainPEM: chainPEM, keyPEM: keyPEM)
        } catch {
            let (setting, path) = error.isInChain ? chain : key
            reader.report(setting, "\(path) \(error)")
            return nil
        }
    }

    /// Reports a certificate that clients will refuse.
    static func judge(
        _ certificate: ServerCertificate, for host: String, _ setting: Setting, _ reader: inout SettingsReader
    ) {
        let now = Int64(Date.now.timeIntervalSince1970)
        if let fault = validityFault(certificate, at: now) { reader.report(setting, fault) }
        if let fault = nameFault(certificate, for: host) { reader.report(setting, fault) }
    }

    /// What is wrong with the time in which a certificate is valid; `nil` where nothing is.
    static func validityFault(_ certificate: ServerCertificate, at now: Int64) -> String? {
        let (notBefore, notAfter) = certificate.validity
        guard now < notBefore || now > notAfter else { return nil }
        return "is valid from \(date(notBefore)) to \(date(notAfter)), which is not now; get another"
    }

    /// What is wrong with the names of a certificate; `nil` where nothing is.
    static func nameFault(_ certificate: ServerCertificate, for host: String) -> String? {
        guard !host.isEmpty, !certificate.covers(host) else { return nil }
        let names = certificate.names ?? []
        return "is for \(names.isEmpty ? "no name" : names.joined(separator: ", ")), but has to be for \(host)"
    }

    static func date(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format()
    }

    /// The bytes of a private key's file, which its owner alone may use, or which is lent to this process.
    private static func secret(_ setting: Setting, _ path: String, _ reader: inout SettingsReader) -> [UInt8]? {
        // First for its words about a file that is missing, a folder, or empty.
        guard contents(setting, path, &reader) != nil else { return nil }
        do throws(SecretsError) {
            return try PrivateFile(path: path).readLent().unguardedCopy
        } catch {
            reader.report(setting, "\(error)")
            return nil
        }
    }

    private static func contents(_ setting: Setting, _ path: String, _ reader: inout SettingsReader) -> [UInt8]? {
        guard !path.isEmpty else { return nil }
        do {
            return try SettingsFile.read(path)
        } catch {
            reader.report(setting, "\(error)")
            return nil
        }
    }

    /// The STIR authorities.
    static func anchors(_ reader: inout SettingsReader) -> TrustAnchors? {
        let path = reader.neededText(.issuanceTrustAnchors)
        guard let bytes = contents(.issuanceTrustAnchors, path, &reader) else { return nil }
        do {
            return try TrustAnchors(pem: String(decoding: bytes, as: UTF8.self))
        } catch {
            reader.report(
                .issuanceTrustAnchors, "\(path) does not hold certificates in PEM, and nothing else: \(error)")
            return nil
        }
    }

    /// Where clients are told to get tokens.
    static func issuanceURL(_ reader: inout SettingsReader) -> String? {
        guard let text = reader.text(.issuanceURL) else { return nil }
        if let url = URL(string: text), url.scheme == "https", url.host() != nil, url.path().isEmpty { return text }
        reader.report(.issuanceURL, "has to be an https URL without a path, such as https://tokens.example.com:8444")
        return nil
    }
}
