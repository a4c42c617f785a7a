/// Why a request is not answered as it hoped: what the caller of the agent is told, in the shape that ATIS-1000082
/// gives to errors.
///
/// No text holds a number, an Identity or anything else that came with the request: it may stand in the log of a SIP
/// server.
package struct RequestFault: Error, Hashable, Sendable {
    /// The HTTP status.
    package let status: Int
    /// A stable name for programs. Those below 4100 are from ATIS-1000082, the others our own.
    package let messageID: String
    /// What is wrong and what to do.
    package let text: String
    /// What the text is about: names of members, never their values.
    package let variables: [String]

    private init(_ status: Int, _ messageID: String, _ text: String, _ variables: [String] = []) {
        self.status = status
        self.messageID = messageID
        self.text = text
        self.variables = variables
    }

    /// There is no body.
    package static let missingBody = Self(
        400, "SVC4000", "the request has no body: send one JSON object, as spec-notes/agent.md shows it")
    /// A member that is needed is not there.
    package static func missing(_ name: String) -> Self {
        Self(400, "SVC4001", "the member '\(name)' is missing: add it", [name])
    }
    /// There is nothing at this path.
    package static let notFound = Self(404, "SVC4003", "there is nothing at this path: spec-notes/agent.md lists them")
    /// The body is of another media type.
    package static let wrongMediaType = Self(
        415, "SVC4004", "the body has to be JSON: send Content-Type: application/json", ["application/json"])
    /// A member is of another type or form than it has to be.
    package static func invalid(_ name: String, _ expected: String) -> Self {
        Self(400, "SVC4005", "the member '\(name)' has to be \(expected)", [name])
    }
    /// The body is not JSON as RFC 8259 has it.
    package static let malformedJSON = Self(
        400, "SVC4006",
        "the body is not one JSON object of valid UTF-8, names a member twice, or nests deeper than 16 levels")
    /// The path takes another method.
    package static func methodNotAllowed(_ allowed: String) -> Self {
        Self(405, "POL4050", "this path takes \(allowed) only", [allowed])
    }
    /// The body is too long.
    package static let tooLarge = Self(413, "SVC4130", "the body is longer than 128 KiB: no call needs as much")
    /// `Host` is not this machine.
    package static let foreignHost = Self(
        421, "SVC4210", "the Host of the request is not this machine: ask for 127.0.0.1, [::1] or localhost")
    /// A browser asks for a page.
    package static let fromABrowser = Self(
        403, "SVC4031", "requests of web pages (with Origin or Sec-Fetch-Site) are not answered")
    /// Too many requests are under way.
    package static let overloaded = Self(503, "SVC5031", "too many requests are under way: ask again in a second")
    /// Policy or credentials do not let this call be signed.
    package static func notSigned(_ reason: String) -> Self { Self(403, "SVC4030", reason) }
    /// The call cannot be signed, stored or diverted as it is.
    package static func unusable(_ reason: String) -> Self { Self(422, "SVC4220", reason) }
    /// What was to be stored is not, and the operator wants no answer then.
    package static func notStored(_ reason: String) -> Self { Self(503, "SVC5030", reason) }
    /// The agent is not set up for what is asked.
    package static func notConfigured(_ what: String) -> Self {
        Self(501, "SVC5010", "this agent is not set up for \(what): see its configuration")
    }
}
