/// Which authorities may vouch for the servers that certificates and revocation lists are fetched from. They are those
/// of the web, and have nothing to do with the STIR authorities.
public enum TLSAuthorities: Hashable, Sendable {
    /// The authorities that the system trusts.
    case system
    /// These and no other, as PEM.
    case pem(String)
}
