/// Where a listener listens, with which certificate, and within which limits.
public struct ListenerConfiguration: Sendable {
    /// Host name or IP address to bind to.
    public var host: String
    /// Port to bind to; 0 takes a free one.
    public var port: Int
    /// The listener's certificate.
    public var certificate: ServerCertificate
    /// What clients may take.
    public var limits: ListenerLimits

    /// A configuration as given.
    public init(host: String, port: Int, certificate: ServerCertificate, limits: ListenerLimits) {
        self.host = host
        self.port = port
        self.certificate = certificate
        self.limits = limits
    }
}
