import Configuration
import Foundation
import SystemPackage

/// Reads settings from flags, the environment and a file, in this order of precedence, and collects
/// every fault instead of stopping at the first.
struct SettingsReader {
    /// What settings are read for.
    enum Purpose {
        /// To serve.
        case service
        /// To see whether they would do: what is around the service is looked at too.
        case check
    }

    let purpose: Purpose
    private let providers: [(name: (Setting) -> String, provider: any ConfigProvider)]
    private(set) var faults: [SettingsFault] = []

    /// Opens the sources.
    ///
    /// - Parameters:
    ///   - file: the path of a JSON file, or `nil` for none.
    ///   - flags: the command line's flags and their values.
    ///   - environment: all variables.
    ///   - purpose: what they are read for.
    init(file: String?, flags: [String], environment: [String: String], purpose: Purpose) async {
        self.purpose = purpose
        let flags = flags.flatMap {
            $0.hasPrefix("--") ? $0.split(separator: "=", maxSplits: 1).map(String.init) : [$0]
        }
        var providers: [(name: (Setting) -> String, provider: any ConfigProvider)] = [
            (\.flag, CommandLineArgumentsProvider(arguments: ["cpsd"] + Self.withoutStrayWords(flags))),
            (
                \.variable,
                EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "cpsd")
            ),
        ]
        faults += Self.unknownFlags(flags) + Self.strayWords(flags) + Self.unknownVariables(environment)
        if let file {
            do {
                let object = try JSONSerialization.jsonObject(with: Data(try SettingsFile.read(file)))
                guard object is [String: Any] else { throw CocoaError(.fileReadCorruptFile) }
                faults += Self.unknownKeys(in: object)
                providers.append((\.key, try await FileProvider<JSONSnapshot>(filePath: FilePath(file))))
            } catch let error as SettingsFile.Unreadable {
                faults.append(SettingsFault("--config", "\(error)"))
            } catch {
                // What the parser says is for programmers, and not the same from one release to the next.
                faults.append(
                    SettingsFault(
                        "--config",
                        "\(file) is not a whole JSON object of settings; write it like {\"public\": {\"port\": 8443}}"))
            }
        }
        self.providers = providers
    }

    /// The text of a setting; `nil` where it has none.
    mutating func text(_ setting: Setting) -> String? {
        if case .string(let value)? = value(of: setting, type: .string, wanted: "text") { return value }
        guard case .text(let fallback) = setting.kind else { return nil }
        return fallback
    }

    /// The text of a setting that has to have one; empty, and a fault, where it has none.
    mutating func neededText(_ setting: Setting) -> String {
        if let value = text(setting), !value.isEmpty { return value }
        report(setting, "is not set. \(setting.summary)")
        return ""
    }

    /// The number of a setting, within its range.
    mutating func number(_ setting: Setting) -> Int {
        guard case .number(let fallback, let range) = setting.kind else { return 0 }
        guard case .int(let value)? = value(of: setting, type: .int, wanted: "a whole number") else { return fallback }
        if range.contains(value) { return value }
        report(setting, "is \(value), but has to be \(range.lowerBound) to \(range.upperBound)")
        return fallback
    }

    /// Whether a setting is on.
    mutating func isOn(_ setting: Setting) -> Bool {
        guard case .switched(let fallback) = setting.kind else { return false }
        guard case .bool(let value)? = value(of: setting, type: .bool, wanted: "true or false") else { return fallback }
        return value
    }

    /// Adds a fault of a setting.
    mutating func report(_ setting: Setting, _ fault: String) {
        report(SettingsFault(setting.key, fault))
    }

    /// A setting may be read more than once, but its fault is told once.
    private mutating func report(_ fault: SettingsFault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    private mutating func value(of setting: Setting, type: ConfigType, wanted: String) -> ConfigContent? {
        let key = AbsoluteConfigKey(setting.components)
        for (name, provider) in providers {
            do {
                if let value = try provider.value(forKey: key, type: type).value { return value.content }
            } catch {
                report(SettingsFault(name(setting), "is not \(wanted)"))
                return nil
            }
        }
        return nil
    }
}

extension SettingsReader {
    private static func unknownFlags(_ flags: [String]) -> [SettingsFault] {
        let known = Set(Setting.all.map(\.flag))
        return flags.filter { $0.hasPrefix("--") && !known.contains($0) }
            .map { SettingsFault($0, "is no setting; 'cpsd --help' lists them") }
    }

    /// What is neither a flag nor the value of one, and flags that stand there twice: a mistyped command would
    /// otherwise start the service.
    private static func strayWords(_ arguments: [String]) -> [SettingsFault] {
        let isFlag = [false] + arguments.map { $0.hasPrefix("--") }
        let stray = arguments.indices.filter { !isFlag[$0 + 1] && !isFlag[$0] }.map {
            SettingsFault(arguments[$0], "is neither a command nor the value of a setting")
        }
        let twice = Dictionary(grouping: arguments.filter { $0.hasPrefix("--") }, by: \.self)
            .filter { $0.value.count > 1 }.keys.sorted().map { SettingsFault($0, "is given more than once") }
        return stray + twice
    }

    /// Each flag once, with the one word behind it: what is left over is a fault already, and not to be taken for
    /// part of a value.
    private static func withoutStrayWords(_ arguments: [String]) -> [String] {
        var flags: Set<String> = []
        var takesValue = false
        return arguments.filter { word in
            let isFlag = word.hasPrefix("--")
            let isKept = isFlag ? flags.insert(word).inserted : takesValue
            takesValue = isFlag && isKept
            return isKept
        }
    }

    private static func unknownVariables(_ environment: [String: String]) -> [SettingsFault] {
        let known = Set(Setting.all.map(\.variable))
        return environment.keys.filter { $0.hasPrefix(Setting.variablePrefix) && !known.contains($0) }.sorted()
            .map { SettingsFault($0, "is no setting; 'cpsd --help' lists them") }
    }

    private static func unknownKeys(in object: Any) -> [SettingsFault] {
        let known = Set(Setting.all.map(\.key))
        return keys(of: object, under: []).filter { !known.contains($0) }.sorted()
            .map { SettingsFault($0, "is no setting; 'cpsd --help' lists them") }
    }

    private static func keys(of object: Any, under path: [String]) -> [String] {
        guard let members = object as? [String: Any] else { return [path.joined(separator: ".")] }
        return members.flatMap { keys(of: $0.value, under: path + [$0.key]) }
    }
}
