internal import CPSWire

/// What a path on the public listener means.
enum PublicRoute: Hashable {
    case passports(digits: Substring)
    case passport(digits: Substring, handle: Substring)
    case issuerDirectory
    case parameters
    case health
    case problem(name: Substring)
    case keyBindings
    case broadKeyBindings
    case keyBucket(digits: Substring)

    /// Reads a path; `nil` where there is nothing at it.
    init?(path: Substring) {
        switch path {
        case WirePath.issuerDirectory[...]: self = .issuerDirectory
        case WirePath.parameters[...]: self = .parameters
        case WirePath.health[...]: self = .health
        case WirePath.keyBindings[...]: self = .keyBindings
        case WirePath.broadKeyBindings[...]: self = .broadKeyBindings
        default:
            let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            switch Array(parts) {
            case let parts where parts.count == 3 && parts[0] == "cps" && parts[2] == "ppts":
                self = .passports(digits: parts[1])
            case let parts where parts.count == 4 && parts[0] == "cps" && parts[2] == "ppts":
                self = .passport(digits: parts[1], handle: parts[3])
            case let parts where parts.count == 2 && parts[0] == "problems":
                self = .problem(name: parts[1])
            case let parts where parts.count == 2 && parts[0] == "key-bindings":
                self = .keyBucket(digits: parts[1])
            default: return nil
            }
        }
    }
}
