/// What a path of the agent means.
enum AgentRoute: String, CaseIterable {
    case signing = "/stir/v1/signing"
    case verification = "/stir/v1/verification"
    case outbound = "/gateway/outbound"
    case inbound = "/gateway/inbound"
    case health = "/health"
}
