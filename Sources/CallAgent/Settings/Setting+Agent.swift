package import Operation

extension SettingsProgram {
    /// The settings of `cps agent`.
    package static let agent = Self(
        name: "cps agent", variablePrefix: "CPS_AGENT_", help: "cps agent --help", settings: Setting.agent)
}

extension SettingsProgram {
    /// What help shows for all of them.
    package static var agentHelp: String { Setting.agent.map(\.helpOfKey).joined(separator: "\n") }
}

extension Setting {
    /// Everything that can be set, in the order in which help shows it.
    static let agent: [Setting] = [
        listen, trustAnchors, freshness,
        serviceURL, serviceName, serviceAuthorities, serviceProxy, services,
        credentialChain, credentialKey, credentialAddress, originators,
        walletFolder, walletLow, walletHigh, walletBatch, walletPause,
        recipients, recipientFolder, directories, directoryRefresh, serviceExtension,
        inboxFolder, inboxKey, inboxPassphrase, inboxNumbers, inboxService, questions, questionInterval,
        outOfBand, deadline, notStored, lateVerification,
        certificateFile, certificateAddress, certificateAuthorities, privateAddresses, anotherPort, fetchDuringCalls,
        prefetch, timeToLive, revocationPolicy, revocationLists, distributionPoints,
        coverStores, coverPolls, coverTokens,
        stopSeconds, mostUnderWay, logLevel, logFormat,
    ]

    static let listen = text(
        "listen", default: "127.0.0.1:8190",
        "Where SIP servers ask: a loopback address with a port (0 takes a free one), or unix:PATH. No other.")
    static let trustAnchors = text("trustAnchors", "PEM file with the STIR authorities to trust. Needed.")
    static let freshness = number(
        "freshness", default: 60, in: 1...3600, "Seconds that a PASSporT may be old, or ahead of this clock.")

    static let serviceURL = text(
        "service.url", "The Call Placement Service where nothing names another: https://HOST or https://HOST:PORT.")
    static let serviceName = text("service.name", "The name in its tokens; another is refused. Its own where not set.")
    static let serviceAuthorities = text(
        "service.tlsAuthorities", "PEM file with who may vouch for services' TLS; the system's where not set.")
    static let serviceProxy = text(
        "service.proxy", "Hides this machine's address: http://HOST:PORT or socks5://HOST:PORT. Not used for tokens.")

    static let services = list(
        "services",
        "More services that PASSporTs are left at where keys name them; at no others. Tokens are got for each.")

    static let credentialChain = text(
        "credential.chain", "PEM file with the STIR certificate, leaf first. Without it, nothing is signed.")
    static let credentialKey = text("credential.key", "PEM file with its P-256 key, for its owner alone (mode 0600).")
    static let credentialAddress = text(
        "credential.x5u", "Where anybody can fetch the chain; 'included' puts it into every PASSporT instead.")
    static let originators = list(
        "originators", "Numbers and ranges FIRST-LAST that may be claimed; all that the certificate covers where none.")

    static let walletFolder = text(
        "wallet.folder", "Folder for tokens, made where there is none, for its owner alone. Needed.")
    static let walletLow = number("wallet.low", default: 64, in: 0...100_000, "Below so many tokens, more are got.")
    static let walletHigh = number("wallet.high", default: 256, in: 1...100_000, "So many tokens are kept.")
    static let walletBatch = number(
        "wallet.batch", default: 16, in: 1...10_000, "Tokens got at every visit, needed or not.")
    static let walletPause = number(
        "wallet.pause", default: 300, in: 1...86_400, "Mean seconds between two visits; each pause is random.")

    static let recipients = list(
        "recipients.*", "Key files (.pub) of a called number or URI; under 'anyone', of every one.")
    static let recipientFolder = text(
        "folders.recipients", "Folder with key files named NUMBER.key.pub or NUMBER.pub, beside those of recipients.")
    static let directories = list(
        "directories", "Services whose key directories are asked for called numbers: https://HOST or https://HOST:PORT."
    )
    static let directoryRefresh = number(
        "directoryRefresh", default: 0, in: 0...86_400,
        "Mean seconds between two fetches of the whole directories, ahead of calls; 0 asks them for each call.")
    static let serviceExtension = text(
        "serviceExtension",
        "Object identifier of the certificate extension that names a called party's service; looked at only where set.")
    static let inboxFolder = text(
        "folders.inboxes", "Folder with unsealed key files named NUMBER.key, beside those of inboxes.")
    static let inboxKey = text("inboxes.*.key", "Key file of a called party (cps keygen).")
    static let inboxPassphrase = text("inboxes.*.passphraseFile", "File with its passphrase, mode 0600.")
    static let inboxNumbers = list("inboxes.*.numbers", "Numbers and URIs it is for; every call where none.")
    static let inboxService = text("inboxes.*.service", "The service that it asks; service.url where not set.")

    static let questions = number(
        "verification.questions", default: 2, in: 1...8,
        "How often a service is asked for one call, whatever it answers: a busy one may leave a PASSporT out.")
    static let questionInterval = number(
        "verification.interval", default: 80, in: 1...2000, "Milliseconds from one question to the next.")

    static let outOfBand = switched("signing.outOfBand", default: true, "Whether signed calls are stored.")
    static let deadline = number(
        "deadline.milliseconds", default: 250, in: 10...10_000, "The longest that a call is held up.")
    static let notStored = text(
        "deadline.notStored", default: "answer", "What a call gets that could not be stored: answer or refuse.")
    static let lateVerification = text(
        "deadline.notVerified", default: "none", "What a call gets that was not verified in time: none or fail.")

    static let certificateFile = text("certificates.provisioned.*.file", "PEM file with the chain of a signer.")
    static let certificateAddress = text("certificates.provisioned.*.x5u", "The x5u that it stands for.")
    static let certificateAuthorities = text(
        "certificates.tlsAuthorities", "PEM file with who may vouch for servers of x5u; the system's where not set.")
    static let privateAddresses = switched(
        "certificates.privateAddresses", default: false,
        "Whether x5u may lead to private addresses. DANGEROUS: a call can then make this machine ask inside.")
    static let anotherPort = number(
        "certificates.anotherPort", default: 443, in: 1...65_535, "A port that x5u may name beside 443.")
    static let fetchDuringCalls = switched(
        "certificates.duringCalls", default: true, "Whether a chain that is not there is fetched while a call waits.")
    static let prefetch = list("certificates.prefetch", "Values of x5u that are fetched ahead of calls.")
    static let timeToLive = number(
        "certificates.timeToLive", default: 3600, in: 10...604_800, "Seconds that a fetched chain is used.")

    static let revocationPolicy = text(
        "revocation.policy", default: "ignore",
        "Whether signers' certificates are looked up: ignore, allowUnknown (where nothing can be found out) or refuseUnknown."
    )
    static let revocationLists = list(
        "revocation.lists", "Revocation lists for every certificate: files, or https URLs, fetched ahead of calls.")
    static let distributionPoints = switched(
        "revocation.distributionPoints", default: false,
        "Whether the lists that certificates name are fetched too, while a call waits.")

    static let coverStores = number(
        "cover.storesPerHour", default: 0, in: 0...3600, "Dummies stored to itself an hour, on average.")
    static let coverPolls = number(
        "cover.pollsPerHour", default: 0, in: 0...36_000, "Polls an hour without a call, on average.")
    static let coverTokens = number(
        "cover.tokensPerDay", default: 240, in: 0...100_000, "The most tokens that dummies cost in a day.")

    static let stopSeconds = number(
        "limits.stop", default: 10, in: 1...600, "Seconds that work under way gets when it is told to stop.")
    static let mostUnderWay = number(
        "limits.underWay", default: 1000, in: 1...1_000_000,
        "Calls that may be worked on at once, those included whose stores go on; more are answered 503.")
    static let logLevel = text("log.level", default: "info", "trace, debug, info, notice, warning, error or critical.")
    static let logFormat = text("log.format", default: "plain", "plain, or json: an object a line.")
}
