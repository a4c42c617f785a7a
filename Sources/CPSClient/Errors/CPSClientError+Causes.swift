internal import CPSWire

/// Causes on this side.
extension CPSClientError {
    /// Not an https URL of a host without path, query or user.
    public static let malformedServiceURL = Self(
        .malformedServiceUrl, .here,
        "the service's address is not of the form https://HOST or https://HOST:PORT")
    /// A key names a service that nobody chose.
    public static let serviceNotChosen = Self(
        .serviceNotChosen, .here,
        """
        the called party's keys are at a service that this program was not told to use: add it, and get tokens for it
        """)
    /// Not the URL of a proxy.
    public static let malformedProxy = Self(
        .malformedProxy, .here, "the proxy's address is not of the form http://HOST:PORT or socks5://HOST:PORT")
    /// A PEM file of authorities that cannot be used.
    public static let unusableTrust = Self(
        .unusableTrust, .here, "the file of TLS authorities does not hold certificates in PEM")
    /// A certificate chain or private key that cannot be used.
    public static let unusableIdentity = Self(
        .unusableIdentity, .here,
        "the STIR certificate and its key must be PEM, the certificate's chain leaf first, and belong together")
    /// Fewer unspent tokens than the call needs.
    public static let notEnoughTokens = Self(
        .notEnoughTokens, .here,
        "the wallet does not hold enough unspent tokens for this service: get some with `cps tokens get`")
    /// The same, after the service refused what there was.
    static let noTokenTaken = Self(
        .notEnoughTokens, .here,
        """
        the service took none of the wallet's tokens: their key is not its key (it may have begun anew under its old \
        name), so they were dropped. Get new ones with `cps tokens get`
        """)
    /// A file in the wallet that is not a token.
    public static let malformedToken = Self(
        .malformedToken, .here, "a file in the wallet is not a token: it was passed over")
    /// Not a key file.
    public static let malformedKeyFile = Self(
        .malformedKeyFile, .here, "not a key file as `cps keygen` writes it, or a damaged one")
    /// The private key is sealed and no passphrase was given.
    public static let passphraseNeeded = Self(
        .passphraseNeeded, .here, "the private key is sealed with a passphrase: give the passphrase")
    /// Another prefix length than the one that the key has kept.
    public static let prefixDiffers = Self(
        .prefixDiffers, .here,
        """
        this key has always asked with another number of digits: whoever sees answers to prefixes of two lengths \
        can intersect them and find out whose they are. Keep the old length, or change it for good
        """)
    /// A number of digits that no prefix has.
    public static let prefixOutOfRange = Self(
        .prefixOutOfRange, .here, "a prefix has 1 to 64 digits")
    /// A link that is not one of this key's.
    public static let malformedLink = Self(
        .malformedLink, .here, "not a link of this key's: follow it exactly as the service gave it")
    /// One PASSporT alone is longer than a sealed PASSporT holds.
    public static let passportsDoNotFit = Self(
        .passportsDoNotFit, .here, "a PASSporT is longer than this service stores: shorten it (a shorter x5u helps)")
    /// No PASSporT, or no key to store it to; or a PASSporT that is empty or of several lines.
    public static let nothingToStore = Self(
        .nothingToStore, .here, "give at least one PASSporT, each on one line, and at least one key to store it to")
    /// Not a power of two up to the service's maximum.
    public static let entriesRefused = Self(
        .entriesRefused, .here, "the number of entries is a power of two, at most what the service allows")
    /// Not a usable X25519 public key.
    public static let refusedKey = Self(
        .refusedKey, .here, "not a usable public key: 64 lower-case hexadecimal digits, or a .pub file, are expected")
    /// The work was cancelled by the task that asked for it.
    public static let cancelled = Self(.cancelled, .here, "the work was cancelled")
    /// The cryptographic library did not do its work.
    static let cryptography = Self(.cryptography, .here, "the cryptographic library could not do its work")

}

/// Causes at the service, or on the way to it.
extension CPSClientError {
    /// The issuer shows its credential holders another token key than it shows strangers.
    public static let issuerKeysDiffer = Self(
        .issuerKeysDiffer, .service,
        """
        the issuer shows this credential another token key than it shows a stranger. Tokens signed with a key of \
        one's own would give their holder away, so none was asked for. Tell the operator, and others
        """)
    /// The issuance listener did not take the STIR certificate.
    public static let identityRefused = Self(
        .identityRefused, .service,
        "the issuer refused the certificate: it takes STIR certificates (with a TNAuthList) of the authorities it trusts"
    )
    /// The service goes by another name than the one that was pinned.
    public static let wrongServiceName = Self(
        .wrongServiceName, .service, "the service goes by another name than the one that you gave")
    /// The service tells nothing of a key directory.
    public static let noKeyDirectory = Self(
        .noKeyDirectory, .service, "the service has no key directory: ask another, or get keys from those you call")
    /// Parameters that this program does not work with.
    public static let unsupportedParameters = Self(
        .unsupportedParameters, .service,
        "the service's parameters are not those of version 1 of the protocol, or out of range")
    /// An answer that the protocol does not allow.
    public static let malformedAnswer = Self(
        .malformedAnswer, .service, "the service's answer is not in the form or of the size that the protocol gives")

    /// No answer; `reason` is the system's or the TLS library's text.
    static func unreachable(_ reason: String) -> Self {
        Self(.unreachable, .network, "the service cannot be reached: \(reason)")
    }

    /// A refusal with the service's reason, whose sentence says what to do.
    static func refused(_ problem: Problem?, status: Int) -> Self {
        let type = problem?.problemType
        // A sentence of the service's own could say anything to the terminal; the known ones are ours.
        return Self(
            .refused(type), .service,
            "the service refused (\(type?.rawValue ?? "no known reason"), status \(status))"
                + (type.map { ": " + $0.detail } ?? ""))
    }
}
