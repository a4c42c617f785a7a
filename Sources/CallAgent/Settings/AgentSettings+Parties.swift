internal import CPSClient
internal import Foundation
internal import Operation
internal import OutOfBand
internal import STIR
internal import Secrets

extension AgentSettings {
    /// The name under `recipients` whose keys are used for every called party.
    private static let anyone = "anyone"

    /// The numbers that may be claimed.
    static func originators(_ reader: inout SettingsReader) -> OriginatorPolicy {
        var entries: [TNEntry] = []
        for text in reader.texts(.originators) {
            guard let entry = entry(text) else {
                reader.report(.originators, "'\(text)' is neither a number nor a range FIRST-LAST of the same length")
                continue
            }
            entries.append(entry)
        }
        guard !entries.isEmpty else {
            if reader.isSet(.originators) {
                reader.report(
                    .originators, "is given and empty: name numbers, or leave it out for all of the certificate")
            }
            return .holderOfTheKey
        }
        guard let list = try? TNAuthorizationList(entries) else {
            reader.report(.originators, "has more than \(TNAuthorizationList.maximumEntries) entries: use ranges")
            return .holderOfTheKey
        }
        return .numbers(list)
    }

    private static func entry(_ text: String) -> TNEntry? {
        let bounds = text.split(separator: "-").compactMap { try? TelephoneNumber(canonicalising: $0) }
        guard text.split(separator: "-").count == bounds.count else { return nil }
        switch bounds.count {
        case 1: return .one(bounds[0])
        case 2:
            guard bounds[0].digits.utf8.count == bounds[1].digits.utf8.count, let first = bounds[0].value,
                let last = bounds[1].value, last > first,
                let range = try? TelephoneNumberRange(start: bounds[0], count: last - first + 1)
            else { return nil }
            return .range(range)
        default: return nil
        }
    }

    /// The keys of called parties that somebody wrote down.
    static func recipients(_ reader: inout SettingsReader, service: String?) -> ProvisionedRecipients? {
        var known: [PassportIdentity: [CalleeAddress]] = [:]
        var anyone: [CalleeAddress] = []
        for name in reader.names(under: "recipients") {
            let setting = Setting.recipients.named(name)
            var addresses: [CalleeAddress] = []
            for file in reader.texts(setting) {
                do {
                    addresses.append(try CalleeAddress(keyOrFile: file))
                } catch {
                    reader.report(setting, "\(error)")
                }
            }
            if name == Self.anyone {
                anyone = addresses
            } else if let party = party(name) {
                known[party, default: []] += addresses
            } else {
                reader.report(setting, "is neither a number, nor a URI, nor '\(Self.anyone)'")
            }
        }
        for (party, path) in files(in: .recipientFolder, ending: [".key.pub", ".pub"], &reader) {
            do {
                known[party, default: []].append(try CalleeAddress(keyOrFile: path))
            } catch {
                reader.report(.recipientFolder, "\(error)")
            }
        }
        do {
            return try ProvisionedRecipients(known, anyone: anyone, service: service)
        } catch {
            reader.report(.recipients, "\(error): set service.url")
            return nil
        }
    }

    /// Services, each in the one form of its address.
    static func origins(_ setting: Setting, _ reader: inout SettingsReader) -> [String] {
        reader.texts(setting).compactMap { origin($0, setting, &reader) }
    }

    /// The certificate extension that names services.
    static func serviceExtension(_ reader: inout SettingsReader) -> CallPlacementServiceExtension? {
        guard let text = reader.text(.serviceExtension) else { return nil }
        do {
            return try CallPlacementServiceExtension(objectIdentifier: text)
        } catch {
            reader.report(.serviceExtension, "\(error)")
            return nil
        }
    }

    /// The keys of those who are called here.
    static func inboxes(_ reader: inout SettingsReader, service: String?) -> [Inbox] {
        var inboxes = reader.names(under: "inboxes").compactMap { name in inbox(name, &reader, service: service) }
        let files = files(in: .inboxFolder, ending: [".key"], &reader)
        if !files.isEmpty, service == nil {
            reader.report(.inboxFolder, "needs service.url: it says which service to ask")
        }
        for (party, path) in files {
            do {
                let key = try CalleeKeyFile(path: path).key(passphrase: nil)
                if let service { inboxes.append(Inbox(key: key, service: service, parties: [party])) }
            } catch {
                reader.report(.inboxFolder, "\(error)")
            }
        }
        return inboxes
    }

    private static func inbox(_ name: String, _ reader: inout SettingsReader, service: String?) -> Inbox? {
        let keySetting = Setting.inboxKey.named(name)
        let serviceSetting = Setting.inboxService.named(name)
        let path = reader.neededText(keySetting)
        let given = reader.text(serviceSetting).flatMap { origin($0, serviceSetting, &reader) }
        let key = path.isEmpty ? nil : calleeKey(path, name, &reader)
        var parties: Set<PassportIdentity> = []
        let numbers = Setting.inboxNumbers.named(name)
        for text in reader.texts(numbers) {
            guard let party = party(text) else {
                reader.report(numbers, "'\(text)' is neither a number nor a URI")
                continue
            }
            parties.insert(party)
        }
        guard let address = given ?? service else {
            reader.report(serviceSetting, "is not set, and neither is service.url: say which service to ask")
            return nil
        }
        return key.map { Inbox(key: $0, service: address, parties: parties.isEmpty ? nil : parties) }
    }

    private static func calleeKey(_ path: String, _ name: String, _ reader: inout SettingsReader) -> CalleeKey? {
        var passphrase: GuardedBytes?
        if let file = reader.text(.inboxPassphrase.named(name)) {
            do {
                passphrase = try PassphraseFile(path: file).read()
            } catch {
                reader.report(.inboxPassphrase.named(name), "\(error)")
                return nil
            }
        }
        do {
            return try CalleeKeyFile(path: path).key(passphrase: passphrase)
        } catch {
            reader.report(.inboxKey.named(name), "\(error)")
            return nil
        }
    }

    /// The files of a folder that a setting names, with the party that each is called after.
    private static func files(
        in setting: Setting, ending endings: [String], _ reader: inout SettingsReader
    ) -> [(party: PassportIdentity, path: String)] {
        guard let folder = reader.text(setting), !folder.isEmpty else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            reader.report(setting, "\(folder) is no folder that can be read")
            return []
        }
        return names.sorted().compactMap { name in
            guard let ending = endings.first(where: name.hasSuffix),
                let party = party(String(name.dropLast(ending.count)))
            else { return nil }
            return (party, folder + "/" + name)
        }
    }
}
