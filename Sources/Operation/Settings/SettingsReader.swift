internal import Configuration
internal import Foundation

/// Reads settings from flags, the environment and a file, in this order of precedence, and collects
/// every fault instead of stopping at the first.
package struct SettingsReader: Sendable {
    /// What settings are read for.
    package enum Purpose: Sendable {
        /// To serve.
        case service
        /// To see whether they would do: what is around the service is looked at too.
        case check
    }

    /// What the settings are read for.
    package let purpose: Purpose
    private let program: SettingsProgram
    /// The names that stand under each object of the file.
    private var names: [[String]: [String]] = [:]
    /// Where values are looked for, and what a setting is called there.
    private var sources:
        [(
            name: @Sendable (Setting) -> String,
            value: @Sendable (AbsoluteConfigKey, ConfigType) throws -> LookupResult
        )]
    /// All that was found wrong so far.
    package private(set) var faults: [SettingsFault] = []

    /// Opens the sources.
    ///
    /// - Parameters:
    ///   - program: whose settings.
    ///   - file: the path of a JSON file, or `nil` for none.
    ///   - flags: the command line's flags and their values.
    ///   - environment: all variables.
    ///   - purpose: what they are read for.
    package init(
        of program: SettingsProgram, file: String?, flags: [String], environment: [String: String], purpose: Purpose
    ) async {
        self.program = program
        self.purpose = purpose
        let prefix = program.variablePrefix
        let flags = flags.flatMap {
            $0.hasPrefix("--") ? $0.split(separator: "=", maxSplits: 1).map(String.init) : [$0]
        }
        let arguments = CommandLineArgumentsProvider(arguments: [program.name] + Self.withoutStrayWords(flags))
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
            .prefixKeys(with: ConfigKey(Self.keyComponents(of: prefix)))
        let variable: @Sendable (Setting) -> String = { $0.variable(prefix: prefix) }
        sources = [(\.flag, arguments.value(forKey:type:)), (variable, variables.value(forKey:type:))]
        faults +=
            Self.unknownFlags(flags, program) + Self.strayWords(flags) + Self.unknownVariables(environment, program)
        if let file {
            do {
                take(document: try SettingsFile.read(file), called: file)
            } catch {
                faults.append(SettingsFault("--config", "\(error)"))
            }
        }
    }

    /// Opens a document in JSON alone.
    package init(of program: SettingsProgram, document: [UInt8], called name: String) {
        self.program = program
        self.purpose = .service
        self.sources = []
        take(document: document, called: name)
    }

    /// Reads the bytes of a configuration file.
    private mutating func take(document: [UInt8], called file: String) {
        do {
            let data = Data(document)
            let object = try JSONSerialization.jsonObject(with: data)
            guard object is [String: Any] else { throw CocoaError(.fileReadCorruptFile) }
            let snapshot = try JSONSnapshot(data: data.bytes, providerName: file, parsingOptions: .default)
            faults += Self.unknownKeys(in: object, program)
            Self.collectNames(of: object, under: [], into: &names)
            sources.append((\.key, snapshot.value(forKey:type:)))
        } catch {
            // What the parser says is for programmers, and not the same from one release to the next.
            faults.append(
                SettingsFault(
                    "--config",
                    "\(file) is not a whole JSON object of settings; write it like {\"log\": {\"level\": \"info\"}}"
                ))
        }
    }

    /// The text of a setting; `nil` where it has none.
    package mutating func text(_ setting: Setting) -> String? {
        if case .string(let value)? = value(of: setting, type: .string, wanted: "text") { return value }
        guard case .text(let fallback) = setting.kind else { return nil }
        return fallback
    }

    /// The text of a setting that has to have one; empty, and a fault, where it has none.
    package mutating func neededText(_ setting: Setting) -> String {
        if let value = text(setting), !value.isEmpty { return value }
        report(setting, "is not set. \(setting.summary)")
        return ""
    }

    /// The number of a setting, within its range.
    package mutating func number(_ setting: Setting) -> Int {
        guard case .number(let fallback, let range) = setting.kind else { return 0 }
        guard case .int(let value)? = value(of: setting, type: .int, wanted: "a whole number") else { return fallback }
        if range.contains(value) { return value }
        report(setting, "is \(value), but has to be \(range.lowerBound) to \(range.upperBound)")
        return fallback
    }

    /// Whether a setting is on.
    package mutating func isOn(_ setting: Setting) -> Bool {
        guard case .switched(let fallback) = setting.kind else { return false }
        guard case .bool(let value)? = value(of: setting, type: .bool, wanted: "true or false") else { return fallback }
        return value
    }

    /// The texts of a setting that may have several; where one is given without brackets, that one.
    package mutating func texts(_ setting: Setting) -> [String] {
        let key = AbsoluteConfigKey(setting.components)
        for (_, value) in sources {
            if case .string(let text)? = try? value(key, .string).value?.content {
                return [text]
            }
        }
        guard case .stringArray(let values)? = value(of: setting, type: .stringArray, wanted: "a list of texts") else {
            return []
        }
        return values
    }

    /// The names that the operator chose for the `*` of a key, sorted; such as all that stand under `inboxes`.
    package func names(under components: String...) -> [String] { names[components, default: []].sorted() }

    /// Whether a setting has a value.
    package func isSet(_ setting: Setting) -> Bool {
        names[setting.components.dropLast(), default: []].contains(setting.components.last ?? "")
    }

    /// Adds a fault of a setting.
    package mutating func report(_ setting: Setting, _ fault: String) {
        report(SettingsFault(setting.key, fault))
    }

    /// A setting may be read more than once, but its fault is told once.
    private mutating func report(_ fault: SettingsFault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    private mutating func value(of setting: Setting, type: ConfigType, wanted: String) -> ConfigContent? {
        let key = AbsoluteConfigKey(setting.components)
        for (name, value) in sources {
            do {
                if let value = try value(key, type).value { return value.content }
            } catch {
                report(SettingsFault(name(setting), "is not \(wanted)"))
                return nil
            }
        }
        return nil
    }
}

extension SettingsReader {
    private static func unknownFlags(_ flags: [String], _ program: SettingsProgram) -> [SettingsFault] {
        let known = Set(program.settings.map(\.flag))
        return flags.filter { $0.hasPrefix("--") && !known.contains($0) }
            .map { SettingsFault($0, "is no setting; '\(program.help)' lists them") }
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

    private static func unknownVariables(
        _ environment: [String: String], _ program: SettingsProgram
    ) -> [SettingsFault] {
        let known = Set(program.settings.map { $0.variable(prefix: program.variablePrefix) })
        return environment.keys.filter { $0.hasPrefix(program.variablePrefix) && !known.contains($0) }.sorted()
            .map { SettingsFault($0, "is no setting; '\(program.help)' lists them") }
    }

    /// The parts that keys of the environment begin with, for a prefix such as `CPSD_`.
    private static func keyComponents(of prefix: String) -> [String] {
        prefix.split(separator: "_").map { $0.lowercased() }
    }

    private static func unknownKeys(in object: Any, _ program: SettingsProgram) -> [SettingsFault] {
        keys(of: object, under: []).filter { key in !program.settings.contains { $0.describes(key) } }
            .map { $0.joined(separator: ".") }.sorted()
            .map { SettingsFault($0, "is no setting; '\(program.help)' lists them") }
    }

    private static func keys(of object: Any, under path: [String]) -> [[String]] {
        guard let members = object as? [String: Any] else { return [path] }
        return members.flatMap { keys(of: $0.value, under: path + [$0.key]) }
    }

    private static func collectNames(
        of object: Any, under path: [String], into names: inout [[String]: [String]]
    ) {
        guard let members = object as? [String: Any] else { return }
        names[path] = Array(members.keys)
        for (name, member) in members { collectNames(of: member, under: path + [name], into: &names) }
    }
}
