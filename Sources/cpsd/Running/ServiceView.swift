import CPSServer
import CallPlacement
import LMDBStore

/// Looks at a running service, for its metrics.
struct ServiceView: Sendable {
    let storage: LMDBStorage
    let service: CallPlacementService
    let epochLength: Int64
    let clock: ServiceClock
    let publicCertificate: Current<ServerCertificate>
    let issuanceCertificate: Current<ServerCertificate>

    /// How it is now. `nil` until what lives has been taken up, which is not waited for here.
    var state: ServiceState? {
        guard storage.isTakenUp else { return nil }
        let usage = try? storage.usage()
        let (current, accepted) = service.issuance.epochs
        return ServiceState(
            live: storage.liveCount,
            placements: usage.map { Self.fill($0.placements) }, ledger: usage.map { Self.fill($0.ledger) },
            sweepLag: service.sweeping.lag,
            epoch: ServiceState.Epoch(
                number: Int(current.id.rawValue), ageSeconds: Int(clock.steadySeconds() - current.start),
                lengthSeconds: Int(epochLength), accepted: accepted),
            certificates: ServiceState.CertificateExpiry(
                publicListener: publicCertificate.value.validity.notAfter,
                issuanceListener: issuanceCertificate.value.validity.notAfter))
    }

    private static func fill(_ part: StorageUsage.Part) -> ServiceState.Fill {
        ServiceState.Fill(usedBytes: part.usedBytes, limitBytes: part.limitBytes)
    }
}
