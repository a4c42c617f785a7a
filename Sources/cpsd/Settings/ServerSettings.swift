import CPSServer
import CPSWire
import CallPlacement
import Foundation
import KeyDirectory
import Logging
import Operation
import STIR
import Sealing

/// A whole configuration, every part of it checked.
struct ServerSettings: Sendable {
    private(set) var publicListener: ListenerConfiguration
    private(set) var issuanceListener: ListenerConfiguration
    let trustAnchors: TrustAnchors
    let issuanceURL: String?
    let policy: ServicePolicy
    let entries: ServiceParameters.Entries
    let keys: KeyDirectoryPolicy
    let providerCodes: ProviderCodes
    let placementsFolder: String
    let placementsByteLimit: Int
    let ledgerFolder: String
    let ledgerByteLimit: Int
    let logLevel: Logger.Level
    let logFormat: LogFormat
    /// `nil` where metrics are not shown.
    let metrics: MetricsSettings?
    /// What every setting was read as, by its key.
    let values: [String: String]
    /// Where all this was read from: the configuration file as it was then, so that the files that it names can be read again.
    let reader: SettingsReader

    /// Reads and checks everything.
    ///
    /// - Throws: ``InvalidSettings`` with every fault that was found.
    init(from reader: consuming SettingsReader) throws(InvalidSettings) {
        var reader = reader
        let policy = Self.policy(&reader)
        entries = Self.entries(&reader)
        let limits = ListenerLimits(
            connections: reader.number(.connections), requestsUnderWay: reader.number(.requestsUnderWay),
            idleSeconds: reader.number(.idleSeconds), exchangeSeconds: reader.number(.exchangeSeconds),
            unreadBytes: reader.number(.unreadMegabytes) << 20, stopSeconds: reader.number(.stopSeconds))
        let publicChain = (setting: Setting.publicCertificate, path: reader.neededText(.publicCertificate))
        let publicKey = (setting: Setting.publicKey, path: reader.neededText(.publicKey))
        let publicCertificate = Self.certificate(publicChain, publicKey, &reader)
        let issuanceChain =
            reader.text(.issuanceCertificate).map { (setting: Setting.issuanceCertificate, path: $0) } ?? publicChain
        let issuanceKey = reader.text(.issuanceKey).map { (setting: Setting.issuanceKey, path: $0) } ?? publicKey
        let issuanceCertificate =
            issuanceChain.path == publicChain.path && issuanceKey.path == publicKey.path
            ? publicCertificate : Self.certificate(issuanceChain, issuanceKey, &reader)
        let anchors = Self.anchors(&reader)
        issuanceURL = Self.issuanceURL(&reader)
        keys = KeyDirectoryPolicy(
            digits: reader.number(.keysDigits), quota: reader.number(.keysQuota),
            namesPerSigner: reader.number(.keysPerSigner), bindingsPerNumber: reader.number(.keysPerNumber))
        providerCodes = reader.isOn(.keysProviderCodes) ? .vouchForEveryNumber : .nameNoNumbers
        placementsFolder = reader.neededText(.placementsFolder)
        placementsByteLimit = reader.number(.placementsMegabytes) << 20
        ledgerFolder = reader.neededText(.ledgerFolder)
        ledgerByteLimit = reader.number(.ledgerMegabytes) << 20
        if placementsFolder == ledgerFolder, !ledgerFolder.isEmpty {
            reader.report(
                .ledgerFolder, "is the placements' folder, but has to be another: one is forgotten, one is kept")
        }
        if reader.purpose == .check {
            let name = reader.neededText(.name)
            if let publicCertificate { Self.judge(publicCertificate, for: name, publicChain.setting, &reader) }
            if let issuanceCertificate {
                let host = issuanceURL.flatMap { URL(string: $0)?.host() } ?? name
                Self.judge(issuanceCertificate, for: host, issuanceChain.setting, &reader)
            }
            for (setting, folder) in [(Setting.placementsFolder, placementsFolder), (.ledgerFolder, ledgerFolder)] {
                if !folder.isEmpty, let fault = FolderProbe.fault(of: folder) { reader.report(setting, fault) }
            }
        }
        let levelName = reader.neededText(.logLevel)
        let level = Logger.Level(rawValue: levelName)
        if level == nil {
            reader.report(.logLevel, "is '\(levelName)', but has to be one of the levels that help lists")
        }
        let format = LogFormat(reading: .logFormat, &reader)
        metrics = MetricsSettings(&reader)
        let hosts = (reader.neededText(.publicHost), reader.neededText(.issuanceHost))
        let ports = (reader.number(.publicPort), reader.number(.issuancePort))
        if ports.0 == ports.1, ports.0 != 0, hosts.0 == hosts.1 {
            reader.report(.issuancePort, "is the public listener's, but has to be another")
        }
        values = Self.values(&reader)
        guard reader.faults.isEmpty, let policy, let publicCertificate, let issuanceCertificate, let anchors, let level,
            let format
        else { throw InvalidSettings(faults: reader.faults) }
        self.policy = policy
        self.trustAnchors = anchors
        self.logLevel = level
        self.reader = reader
        self.logFormat = format
        publicListener = ListenerConfiguration(
            host: hosts.0, port: ports.0, certificate: publicCertificate, limits: limits)
        issuanceListener = ListenerConfiguration(
            host: hosts.1, port: ports.1, certificate: issuanceCertificate, limits: limits)
    }

    /// The same, for a process that has descriptors for so many connections.
    func with(descriptors: Int) -> ServerSettings {
        var settings = self
        let share = OpenFiles.share(
            descriptors, publicListener: publicListener.limits.connections,
            issuanceListener: issuanceListener.limits.connections)
        settings.publicListener.limits.connections = share.publicListener
        settings.issuanceListener.limits.connections = share.issuanceListener
        return settings
    }
}
