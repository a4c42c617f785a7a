public import STIR
public import X509

/// Knows what certificate revocation lists say (RFC 5280 section 5), and keeps the lists.
///
/// > Important: A list that is fetched during a call tells its server that somebody with a certificate of that
/// > authority is calling here. Give the lists that can be known ahead to ``RevocationSettings/lists`` and call
/// > ``refresh()`` by a timer: then nothing is fetched for those during a call.
public struct RevocationLists: RevocationSource {
    /// Most distribution points of one certificate that are looked at.
    private static let maximumPoints = 4

    private let settings: RevocationSettings
    private let fetcher: Fetcher
    private let lists: FetchedValues<RevocationList>

    /// Prepares to look at lists.
    ///
    /// - Parameters:
    ///   - settings: Where they are, and who signs them.
    ///   - clock: Seconds since 1970 UTC. It says how long a list is kept; whether it is in force is decided by the
    ///     time of verification.
    /// - Throws: `RevocationUnavailable.unusableAuthorities`.
    public init(
        _ settings: RevocationSettings = RevocationSettings(), clock: (@Sendable () -> Int64)? = nil
    ) throws(RevocationUnavailable) {
        try self.init(settings, clock: clock, resolver: nil)
    }

    init(
        _ settings: RevocationSettings, clock: (@Sendable () -> Int64)?, resolver: (any NameResolver)?
    ) throws(RevocationUnavailable) {
        var rules = settings.rules
        rules.plainPorts = settings.allowsPlainHTTP ? settings.plainPorts : []
        let maximumEntries = settings.maximumEntries
        do throws(FetchFailure) {
            let fetcher = try Fetcher(rules: rules, resolver: resolver)
            self.settings = settings
            self.fetcher = fetcher
            self.lists = FetchedValues(limits: settings.keeping, clock: clock ?? WallClock.seconds) { key in
                await Self.fetch(key, fetcher, maximumEntries: maximumEntries)
            }
        } catch {
            throw RevocationUnavailable(error)
        }
    }

    public func status(of certificate: Certificate, issuer: Certificate, at now: Int64) async -> RevocationStatus {
        var isGood = false
        var reason: RevocationUnavailable?
        let points = settings.usesDistributionPoints ? certificate.distributionPoints.prefix(Self.maximumPoints) : []
        let places = settings.lists.map { ($0, nil) } + points.map { (.url($0), Optional($0)) }
        for (location, point) in places {
            do throws(RevocationUnavailable) {
                let subject = RevocationSubject(
                    certificate: certificate, issuer: issuer, indirectSigners: settings.indirectSigners, point: point)
                if try await list(at: location).revokes(subject, at: now) { return .revoked }
                isGood = true
            } catch {
                // Of several lists, the one about this issuer has the reason that helps.
                if reason == nil || reason == .otherIssuer { reason = error }
            }
        }
        return isGood ? .good : .unknown(reason ?? .noList)
    }

    /// Fetches the configured lists ahead of calls. To be repeated by a timer: a list that is not due is not fetched.
    ///
    /// - Returns: for each of ``RevocationSettings/lists``, why it could not be had, or `nil`.
    public func refresh() async -> [RevocationUnavailable?] {
        var failures: [RevocationUnavailable?] = []
        for location in settings.lists {
            do throws(RevocationUnavailable) {
                switch location {
                case .file: _ = try await list(at: location)
                case .url(let url): _ = try await found({ key in await lists.hold(key) }, at: url)
                }
                failures.append(nil)
            } catch {
                failures.append(error)
            }
        }
        return failures
    }

    private func list(at location: RevocationSettings.Location) async throws(RevocationUnavailable) -> RevocationList {
        switch location {
        case .url(let url): return try await found({ key in await lists.value(for: key) }, at: url)
        case .file(let path):
            guard let bytes = LocalFile.read(path, upTo: settings.rules.maximumBytes) else { throw .unusableFile }
            guard let list = RevocationList(bytes: bytes, maximumEntries: settings.maximumEntries) else {
                throw .unusableList
            }
            return list
        }
    }

    private func found(
        _ look: (String) async -> Result<RevocationList, FetchFailure>, at url: String
    ) async throws(RevocationUnavailable) -> RevocationList {
        do throws(FetchFailure) {
            return try await look(fetcher.address(url).text).get()
        } catch {
            throw RevocationUnavailable(error)
        }
    }

    private static func fetch(
        _ key: String, _ fetcher: Fetcher, maximumEntries: Int
    ) async -> Result<FetchedValues<RevocationList>.Fetched, FetchFailure> {
        do throws(FetchFailure) {
            let body = try await fetcher.fetch(try fetcher.address(key), accept: "application/pkix-crl")
            guard let list = RevocationList(bytes: body, maximumEntries: maximumEntries) else {
                throw .unusableContent
            }
            return .success(.init(value: list, bytes: body.count, end: list.nextUpdate + 1))
        } catch {
            return .failure(error)
        }
    }
}
