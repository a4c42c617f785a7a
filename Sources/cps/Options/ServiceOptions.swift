import ArgumentParser
import CPSClient
import Foundation
import OutOfBand

/// Which service, and whom to trust that it is the one.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Where the service is: https://HOST or https://HOST:PORT.", valueName: "url"))
    var service: String?

    @Option(
        help: ArgumentHelp(
            "The service's name, as it stands in its tokens; another name is refused. Without it, the name that the service gives itself.",
            valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "A PEM file of the authorities that may vouch for the service's TLS certificates; the system's without it.",
            valueName: "file"))
    var tlsCa: String?

    @Option(
        help: ArgumentHelp(
            "A proxy that hides your address from the service: http://HOST:PORT or socks5://HOST:PORT. Tokens are got without it.",
            valueName: "url"))
    var proxy: String?

    /// A client of the service, which `fallback` names where no option does.
    func client(fallback: String? = nil, identity: STIRIdentity? = nil) throws -> CallPlacementClient {
        try client(of: try origin(fallback: fallback), name: name, identity: identity)
    }

    /// Where the service is; `fallback` where no option says it.
    func origin(fallback: String? = nil) throws -> String {
        guard let text = service ?? fallback else {
            throw InputError("which service? Give --service https://HOST:PORT")
        }
        return text
    }

    /// The clients of one service and of others, which store with the tokens of a wallet, where there is one. Of the
    /// first, the name is checked.
    func placements(
        at service: String, and others: [String] = [], wallet: Wallet? = nil
    ) throws -> PlacementServices {
        let (trust, proxy, name) = (try trust(), try anonymousProxy(), name)
        let first = try ServiceAddress(text: service).origin
        return try PlacementServices(wallet: wallet, services: [first] + others) { (text) throws(CPSClientError) in
            guard let url = URL(string: text) else { throw .malformedServiceURL }
            return try CallPlacementClient(
                service: url, name: text == first ? name : nil, trust: trust, proxy: proxy)
        }
    }

    private func client(of text: String, name: String?, identity: STIRIdentity?) throws -> CallPlacementClient {
        guard let url = URL(string: text) else { throw CPSClientError.malformedServiceURL }
        return try CallPlacementClient(
            service: url, name: name, trust: try trust(), identity: identity, proxy: try anonymousProxy())
    }

    private func trust() throws -> TLSTrust {
        try tlsCa.map { try TLSTrust.authorities(inFile: $0) } ?? .system
    }

    private func anonymousProxy() throws -> AnonymousProxy? {
        try proxy.map { text in
            guard let url = URL(string: text) else { throw CPSClientError.malformedProxy }
            return try AnonymousProxy(url)
        }
    }
}
