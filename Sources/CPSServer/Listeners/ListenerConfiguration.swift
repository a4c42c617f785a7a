public import CallPlacement

/// Where a listener listens, with which certificate, and within which limits.
public struct ListenerConfiguration: Sendable {
    /// Host name or IP address to bind to.
    public var host: String
    /// Port to bind to; 0 takes a free one.
    public var port: Int
    /// The listener's certificate. Where it is replaced, connections that come get the new one, and those that are open
    /// go on.
    public let certificate: Current<ServerCertificate>
    /// What clients may take.
    public var limits: ListenerLimits

    /// A configuration as given.
    public init(host: String, port: Int, certificate: ServerCertificate, limits: ListenerLimits) {
        self.host = host
        self.port = port
        self.certificate = Current(certificate)
        self.limits = limits
    }
}
