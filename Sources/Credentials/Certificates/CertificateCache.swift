import FoundationEssentials
public import STIR
import X509

/// Finds certificates where "x5u" says (RFC 8225 section 4.3, RFC 9060 section 7), and keeps them for the next call.
///
/// What a PASSporT says is not believed at this point, so ``FetchRules`` bound what a stranger can make this machine
/// do. What is found is not believed either, before a `STIRCertificateVerifier` has looked at it.
///
/// > Important: A fetch during a call tells the server behind "x5u", and whoever watches the network, that this
/// > verifier was just called by somebody who uses that certificate: the server can hand every customer an address of
/// > its own, and even one for each call. That is the record of calls that an out-of-band service works hard not to
/// > have. So fetch ahead of calls what can be known ahead: give the addresses of the signers that you hear from to
/// > ``prefetch(_:)``, again and again and by a timer, which also keeps entries fresh without a call setting the time.
/// > Where signers are few and known, turn ``Settings/fetchesDuringCalls`` off. "x5c" tells nobody anything.
public struct CertificateCache: CertificateSource {
    /// What a cache may fetch and keep.
    public struct Settings: Sendable {
        /// What may be fetched, and at what cost.
        public var rules = FetchRules()
        /// How much is kept, and for how long. No chain is kept beyond the expiry of a certificate in it.
        public var keeping = KeepingLimits()
        /// Whether a chain that is not there is fetched while a call waits for it.
        public var fetchesDuringCalls = true

        /// The settings as they are by default.
        public init() {}
    }

    private let settings: Settings
    private let fetcher: Fetcher
    private let chains: FetchedValues<CertificateChain>

    /// Makes an empty cache.
    ///
    /// - Parameters:
    ///   - settings: What it may fetch and keep.
    ///   - clock: Seconds since 1970 UTC.
    /// - Throws: `CertificatesUnavailable.unusableAuthorities`.
    public init(
        _ settings: Settings = Settings(), clock: (@Sendable () -> Int64)? = nil
    ) throws(CertificatesUnavailable) {
        try self.init(settings, clock: clock, resolver: nil)
    }

    init(
        _ settings: Settings, clock: (@Sendable () -> Int64)?, resolver: (any NameResolver)?
    ) throws(CertificatesUnavailable) {
        do throws(FetchFailure) {
            let fetcher = try Fetcher(rules: settings.rules, resolver: resolver)
            self.settings = settings
            self.fetcher = fetcher
            self.chains = FetchedValues(limits: settings.keeping, clock: clock ?? WallClock.seconds) { key in
                await Self.fetch(key, fetcher)
            }
        } catch {
            throw CertificatesUnavailable(error)
        }
    }

    public func chain(for reference: CertificateReference) async throws(CertificatesUnavailable) -> CertificateChain {
        switch reference {
        case .included(let der):
            do throws(STIRCertificateError) {
                return try CertificateChain(der: der)
            } catch {
                throw .notCertificates
            }
        case .url(let text):
            let mayFetch = settings.fetchesDuringCalls
            return try await found({ key in await chains.value(for: key, mayFetch: mayFetch) }, at: text)
        }
    }

    /// Fetches chains ahead of calls and holds on to them, in the order given, one after the other.
    ///
    /// To be repeated by a timer: what is not due yet is not fetched again, and what is held is refreshed by this call
    /// only, so that the times of refreshing say nothing about calls.
    ///
    /// - Parameter urls: Values of "x5u".
    /// - Returns: for each, why it could not be had, or `nil`.
    public func prefetch(_ urls: [String]) async -> [CertificatesUnavailable?] {
        var failures: [CertificatesUnavailable?] = []
        for url in urls {
            do throws(CertificatesUnavailable) {
                _ = try await found({ key in await chains.hold(key) }, at: url)
                failures.append(nil)
            } catch {
                failures.append(error)
            }
        }
        return failures
    }

    /// How many chains are kept, how many failures, and the bytes of the chains.
    package var kept: (values: Int, failures: Int, bytes: Int) {
        get async { await chains.kept }
    }

    private func found(
        _ look: (String) async -> Result<CertificateChain, FetchFailure>, at url: String
    ) async throws(CertificatesUnavailable) -> CertificateChain {
        do throws(FetchFailure) {
            return try await look(fetcher.address(url).text).get()
        } catch {
            throw CertificatesUnavailable(error)
        }
    }

    private static func fetch(
        _ key: String, _ fetcher: Fetcher
    ) async -> Result<FetchedValues<CertificateChain>.Fetched, FetchFailure> {
        do throws(FetchFailure) {
            let body = try await fetcher.fetch(
                try fetcher.address(key), accept: "application/pem-certificate-chain, application/pkix-cert")
            guard let chain = chain(in: body) else { throw .unusableContent }
            let end = ([chain.leaf] + chain.intermediates).map(\.notValidAfter.timeIntervalSince1970).min() ?? 0
            return .success(.init(value: chain, bytes: body.count, end: Int64(end) + 1))
        } catch {
            return .failure(error)
        }
    }

    /// PEM, or a single certificate in DER, whatever the server calls it.
    private static func chain(in body: [UInt8]) -> CertificateChain? {
        body.first == 0x30
            ? try? CertificateChain(der: [body]) : try? CertificateChain(pem: String(decoding: body, as: UTF8.self))
    }
}
