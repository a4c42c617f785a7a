/// Why something could not be fetched. The raw value is its stable name.
package enum FetchFailure: String, Error, CaseIterable {
    case malformedAddress = "malformed-address"
    case notHTTPS = "not-https"
    case userInformation = "user-information"
    case portNotPermitted = "port-not-permitted"
    case unknownHost = "unknown-host"
    case privateAddress = "private-address"
    case unreachable
    case untrustedServer = "untrusted-server"
    case tooSlow = "too-slow"
    case tooLarge = "too-large"
    case redirectLoop = "redirect-loop"
    case tooManyRedirects = "too-many-redirects"
    case unexpectedStatus = "unexpected-status"
    case malformedAnswer = "malformed-answer"
    case unusableContent = "unusable-content"
    case busy
    case notFetchedAhead = "not-fetched-ahead"
    case unusableAuthorities = "unusable-authorities"

    /// A sentence that says what is wrong, without anything that came from outside.
    package var sentence: String {
        switch self {
        case .malformedAddress: "the address is not a URL with a scheme, a host and a path"
        case .notHTTPS: "the address is not an https URL, and nothing else is fetched"
        case .userInformation: "the address holds a user name, which is never sent"
        case .portNotPermitted: "the address names a port that the rules do not permit: permit it if it is trusted"
        case .unknownHost: "the server's name is not known"
        case .privateAddress: "the server's address is private or special, and such are not permitted"
        case .unreachable: "the server cannot be reached"
        case .untrustedServer:
            "no trusted authority vouches for the server's TLS certificate, or the certificate is for another name"
        case .tooSlow: "the server did not answer in the permitted time"
        case .tooLarge: "the answer is larger than is permitted"
        case .redirectLoop: "the server redirects in a loop"
        case .tooManyRedirects: "the server redirects more often than is permitted"
        case .unexpectedStatus: "the server answered with another status than 200"
        case .malformedAnswer: "the server's answer is not whole or not HTTP"
        case .unusableContent: "what was fetched is not what it should be, or is too much of it"
        case .busy: "too many fetches are under way already: try again, or permit more of them"
        case .notFetchedAhead: "it was not fetched ahead of the call, and nothing is fetched during one"
        case .unusableAuthorities: "the TLS authorities are not certificates in PEM"
        }
    }
}
