package import CPSClient
internal import Foundation
internal import Operation

/// Where the Call Placement Services are, and how they are reached.
package struct ServiceSettings: Sendable {
    /// The one where nothing names another.
    package let url: String?
    /// The name that this one has to have.
    package let name: String?
    /// Who vouches for services.
    package let trust: TLSTrust
    /// What hides this machine from them.
    package let proxy: AnonymousProxy?

    /// A client of a service; of the default one, the name is checked.
    ///
    /// - Throws: `CPSClientError.malformedServiceURL`.
    func client(of service: String, identity: STIRIdentity? = nil) throws(CPSClientError) -> CallPlacementClient {
        guard let address = URL(string: service) else { throw .malformedServiceURL }
        return try CallPlacementClient(
            service: address, name: service == url ? name : nil, trust: trust, identity: identity, proxy: proxy)
    }
}

extension AgentSettings {
    static func service(_ reader: inout SettingsReader) -> ServiceSettings? {
        let url = reader.text(.serviceURL).flatMap { origin($0, .serviceURL, &reader) }
        var trust = TLSTrust.system
        if let path = reader.text(.serviceAuthorities) {
            do {
                trust = try .authorities(inFile: path)
            } catch {
                reader.report(.serviceAuthorities, "\(error)")
            }
        }
        var proxy: AnonymousProxy?
        if let text = reader.text(.serviceProxy) {
            proxy = URL(string: text).flatMap { try? AnonymousProxy($0) }
            if proxy == nil {
                reader.report(.serviceProxy, "has to be http://HOST:PORT or socks5://HOST:PORT")
            }
        }
        return ServiceSettings(url: url, name: reader.text(.serviceName), trust: trust, proxy: proxy)
    }

    /// A service's address in its one form.
    static func origin(_ text: String, _ setting: Setting, _ reader: inout SettingsReader) -> String? {
        if let address = try? ServiceAddress(text: text) { return address.origin }
        reader.report(setting, "has to be https://HOST or https://HOST:PORT, and nothing more")
        return nil
    }
}
