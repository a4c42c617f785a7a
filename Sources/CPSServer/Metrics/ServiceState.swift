internal import CoreMetrics

/// What is looked at when somebody asks for the metrics, and not counted as it happens.
package struct ServiceState: Sendable {
    /// How full a storage is.
    package struct Fill: Sendable {
        /// Bytes that records take.
        package var usedBytes: Int
        /// Bytes that they may take.
        package var limitBytes: Int

        /// A fill as given.
        package init(usedBytes: Int, limitBytes: Int) {
            self.usedBytes = usedBytes
            self.limitBytes = limitBytes
        }
    }

    /// The epoch that tokens are issued in.
    package struct Epoch: Sendable {
        /// Its number.
        package var number: Int
        /// How long ago it began.
        package var ageSeconds: Int
        /// How long it is to last.
        package var lengthSeconds: Int
        /// How many epochs there are whose tokens are taken.
        package var accepted: Int

        /// An epoch as given.
        package init(number: Int, ageSeconds: Int, lengthSeconds: Int, accepted: Int) {
            self.number = number
            self.ageSeconds = ageSeconds
            self.lengthSeconds = lengthSeconds
            self.accepted = accepted
        }
    }

    /// The last second, since 1970 UTC, at which the certificate that each listener shows now is valid.
    package struct CertificateExpiry: Sendable {
        /// The public listener's.
        package var publicListener: Int64
        /// The issuance listener's.
        package var issuanceListener: Int64

        /// Seconds as given.
        package init(publicListener: Int64, issuanceListener: Int64) {
            self.publicListener = publicListener
            self.issuanceListener = issuanceListener
        }
    }

    /// PASSporTs that live.
    package var live: Int
    /// How full the placements are; `nil` where it cannot be found out now.
    package var placements: Fill?
    /// How full the ledger is; `nil` where it cannot be found out now.
    package var ledger: Fill?
    /// How long ago the last sweep ended well.
    package var sweepLag: Duration
    /// The current epoch.
    package var epoch: Epoch
    /// When the certificates end.
    package var certificates: CertificateExpiry

    /// A state as given.
    package init(
        live: Int, placements: Fill?, ledger: Fill?, sweepLag: Duration, epoch: Epoch, certificates: CertificateExpiry
    ) {
        self.live = live
        self.placements = placements
        self.ledger = ledger
        self.sweepLag = sweepLag
        self.epoch = epoch
        self.certificates = certificates
    }
}

/// Shows a ``ServiceState``.
struct StateMetrics: Sendable {
    private let live: Meter
    private let placements: (used: Meter, limit: Meter)
    private let ledger: (used: Meter, limit: Meter)
    private let sweepLag: Meter
    private let epoch: (number: Meter, age: Meter, length: Meter, accepted: Meter)
    private let certificates: (publicListener: Meter, issuanceListener: Meter)

    /// Makes the handles.
    init(_ factory: any MetricsFactory) {
        func meter(_ label: String, _ dimensions: [(String, String)] = []) -> Meter {
            Meter(label: label, dimensions: dimensions, factory: factory)
        }
        func storage(_ name: String) -> (used: Meter, limit: Meter) {
            (
                meter("cps_storage_used_bytes", [("storage", name)]),
                meter("cps_storage_limit_bytes", [("storage", name)])
            )
        }
        live = meter("cps_passports_live")
        placements = storage("placements")
        ledger = storage("ledger")
        sweepLag = meter("cps_sweep_lag_seconds")
        epoch = (
            meter("cps_epoch_number"), meter("cps_epoch_age_seconds"), meter("cps_epoch_length_seconds"),
            meter("cps_epochs_accepted")
        )
        func expiry(_ listener: String) -> Meter {
            meter("cps_certificate_expiry_timestamp_seconds", [("listener", listener)])
        }
        certificates = (expiry("public"), expiry("issuance"))
        meter("cps_build_info", [("version", BuildInfo.version), ("protocol", BuildInfo.protocolVersion)]).set(1)
    }

    /// Shows a state. What could not be found out is not a number.
    func show(_ state: ServiceState) {
        live.set(state.live)
        for (meters, fill) in [(placements, state.placements), (ledger, state.ledger)] {
            meters.used.set(fill.map { Double($0.usedBytes) } ?? .nan)
            meters.limit.set(fill.map { Double($0.limitBytes) } ?? .nan)
        }
        sweepLag.set(state.sweepLag / .seconds(1))
        epoch.number.set(state.epoch.number)
        epoch.age.set(state.epoch.ageSeconds)
        epoch.length.set(state.epoch.lengthSeconds)
        epoch.accepted.set(state.epoch.accepted)
        certificates.publicListener.set(state.certificates.publicListener)
        certificates.issuanceListener.set(state.certificates.issuanceListener)
    }
}
