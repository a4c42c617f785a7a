internal import Foundation
package import Logging
package import Operation
package import OutOfBand
package import STIR

/// A whole configuration of the agent, every part of it checked.
package struct AgentSettings: Sendable {
    /// Where it listens.
    package let listen: ListenAddress
    /// Whom it believes.
    package let anchors: TrustAnchors
    /// Seconds that a PASSporT may be old, or ahead.
    package let freshness: UInt16
    /// Where PASSporTs are left and found.
    package let service: ServiceSettings
    /// What it signs with, and gets tokens with; `nil` for an agent that does neither.
    package let credential: AgentCredential?
    /// Who may claim which number.
    package let originators: OriginatorPolicy
    /// The folder of its tokens.
    package let walletFolder: String
    /// When tokens are got.
    package let refill: RefillPlan
    /// The keys of those who are called elsewhere.
    package let recipients: ProvisionedRecipients
    /// The services whose key directories are asked for others.
    package let directories: [String]
    /// The mean time between two fetches of all that is in them; zero where they are asked for each call.
    package let directoryRefresh: Duration
    /// The services, besides the one of ``service``, that PASSporTs are left at where keys name them.
    package let otherServices: [String]
    /// What names the service of a called party in its certificate, where that is looked at.
    package let serviceExtension: CallPlacementServiceExtension?
    /// The keys of those who are called here.
    package let inboxes: [Inbox]
    /// How often services are asked for one call.
    package let pace: RetrievalPace
    /// How calls are signed.
    package let signing: SigningPolicy
    /// What a call is told that was not verified in time.
    package let lateVerification: LateVerification
    /// The longest that a call is held up.
    package let deadline: Duration
    /// How the certificates of signers are found.
    package let certificates: CertificateSettings
    /// How much cover there is.
    package let cover: CoverBudget
    /// Seconds that work under way gets at the end.
    package let stopSeconds: Int
    /// How much may be under way at once.
    package let mostUnderWay: Int
    /// From which level on lines are logged.
    package let logLevel: Logger.Level
    /// How the log is written.
    package let logFormat: LogFormat

    /// Reads and checks everything.
    ///
    /// - Throws: `InvalidSettings` with every fault that was found.
    package init(from reader: consuming SettingsReader) async throws(InvalidSettings) {
        var reader = reader
        let address = reader.neededText(.listen)
        let listen = ListenAddress(address)
        if listen == nil, !address.isEmpty {
            reader.report(
                .listen,
                "has to be a loopback address with a port, such as 127.0.0.1:8190, or unix:PATH: whoever can ask the "
                    + "agent can sign calls, so it listens where no other machine reaches it")
        }
        let anchors = Self.anchors(&reader)
        freshness = UInt16(clamping: reader.number(.freshness))
        let service = Self.service(&reader)
        let credential = await Self.credential(&reader, anchors: anchors)
        originators = Self.originators(&reader)
        walletFolder = Self.walletFolder(&reader)
        refill = Self.refill(&reader)
        let recipients = Self.recipients(&reader, service: service?.url)
        directories = Self.origins(.directories, &reader)
        directoryRefresh = .seconds(reader.number(.directoryRefresh))
        otherServices = Self.origins(.services, &reader)
        serviceExtension = Self.serviceExtension(&reader)
        inboxes = Self.inboxes(&reader, service: service?.url)
        let notStored = Self.choice(.notStored, SigningPolicy.NotStored.self, &reader)
        signing = SigningPolicy(isOutOfBand: reader.isOn(.outOfBand), notStored: notStored ?? .answer)
        lateVerification = Self.choice(.lateVerification, LateVerification.self, &reader) ?? .none
        deadline = .milliseconds(reader.number(.deadline))
        pace = RetrievalPace(
            questions: reader.number(.questions), interval: .milliseconds(reader.number(.questionInterval)))
        let certificates = Self.certificates(&reader)
        cover = CoverBudget(
            storesPerHour: reader.number(.coverStores), pollsPerHour: reader.number(.coverPolls),
            tokensPerDay: reader.number(.coverTokens))
        stopSeconds = reader.number(.stopSeconds)
        mostUnderWay = reader.number(.mostUnderWay)
        let levelName = reader.neededText(.logLevel)
        let level = Logger.Level(rawValue: levelName)
        if level == nil {
            reader.report(.logLevel, "is '\(levelName)', but has to be one of the levels that help lists")
        }
        let format = LogFormat(reading: .logFormat, &reader)
        if cover.storesPerHour > 0, service?.url == nil || credential == nil {
            reader.report(.coverStores, "needs service.url and a credential: dummies are stored there, with tokens")
        }
        guard reader.faults.isEmpty, let listen, let anchors, let service, let recipients, let certificates, let level,
            let format
        else { throw InvalidSettings(faults: reader.faults) }
        self.listen = listen
        self.anchors = anchors
        self.service = service
        self.credential = credential
        self.recipients = recipients
        self.certificates = certificates
        logLevel = level
        logFormat = format
    }

    /// Every service that is spoken to. What a key names beyond them is not.
    package var chosenServices: [String] { storingServices + directories + inboxes.map(\.service) }

    /// The services that tokens are kept for, each once: `service.url` first, where there is one.
    package var storingServices: [String] {
        let url = service.url.map { [$0] } ?? []
        return url + Set(otherServices).subtracting(url).sorted()
    }

    /// One of a few words.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ setting: Setting, _ type: Choice.Type, _ reader: inout SettingsReader
    ) -> Choice? {
        let text = reader.neededText(setting)
        let choice = Choice(rawValue: text)
        if choice == nil {
            let words = Choice.allCases.map(\.rawValue).joined(separator: " or ")
            reader.report(setting, "is '\(text)', but has to be \(words)")
        }
        return choice
    }

    private static func anchors(_ reader: inout SettingsReader) -> TrustAnchors? {
        let path = reader.neededText(.trustAnchors)
        guard let pem = contents(of: .trustAnchors, path, &reader) else { return nil }
        do {
            return try TrustAnchors(pem: pem)
        } catch {
            reader.report(.trustAnchors, "\(path) does not hold certificates in PEM, and nothing else: \(error)")
            return nil
        }
    }

    /// The text of a file that a setting names.
    static func contents(of setting: Setting, _ path: String, _ reader: inout SettingsReader) -> String? {
        guard !path.isEmpty else { return nil }
        do {
            return String(decoding: try SettingsFile.read(path), as: UTF8.self)
        } catch {
            reader.report(setting, "\(error)")
            return nil
        }
    }

    /// A party, as it is written for people: a number, or a URI.
    static func party(_ text: String) -> PassportIdentity? { try? PassportIdentity(canonicalising: text) }
}
