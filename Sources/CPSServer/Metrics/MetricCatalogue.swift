internal import CPSWire
package import PrometheusText

/// Every metric of the service: what is not here is not exposed.
package enum MetricCatalogue {
    private static let listeners = MetricDescription.Label("listener", ListenerError.Name.allCases.map(\.rawValue))
    private static let routes = MetricDescription.Label("route", RequestKind.allCases.map(\.name))
    private static let outcomes = MetricDescription.Label(
        "outcome", RequestKind.allCases.flatMap(\.outcomes).map(\.name))
    private static let storages = MetricDescription.Label("storage", ["placements", "ledger"])

    /// From what a refusal takes to what nobody waits for.
    private static let latencies = MetricDescription.Kind.histogram(
        .times(
            .milliseconds(1), .microseconds(2500), .milliseconds(5), .milliseconds(10), .milliseconds(25),
            .milliseconds(35), .milliseconds(50), .milliseconds(75), .milliseconds(100), .milliseconds(150),
            .milliseconds(250), .milliseconds(500), .seconds(1), .milliseconds(2500), .seconds(10)))

    /// All of them, in the order in which they are written.
    package static let all: [MetricDescription] = requests + certificates + tokens + storage + epochs + process

    private static let requests: [MetricDescription] = [
        MetricDescription(
            "cps_requests_total", .counter,
            "Requests by what became of them: ok, the name of a problem, or unfinished where the client had gone.",
            labels: [listeners, routes, outcomes]),
        MetricDescription(
            "cps_request_duration_seconds", latencies,
            "Seconds from a request's arrival to its answer, of those that were answered ok.", labels: [routes]),
        MetricDescription(
            "cps_requests_under_way", .gauge, "Requests that are being worked on.", labels: [listeners]),
        MetricDescription(
            "cps_requests_under_way_limit", .gauge, "Most requests that may be worked on at once.",
            labels: [listeners]),
        MetricDescription(
            "cps_requests_shed_total", .counter,
            "Requests that were turned away since as many as allowed were being worked on.", labels: [listeners]),
        MetricDescription("cps_connections_open", .gauge, "Connections that are open.", labels: [listeners]),
        MetricDescription("cps_connections_limit", .gauge, "Most connections that may be open.", labels: [listeners]),
        MetricDescription(
            "cps_connections_total", .counter, "Connections that have been opened.", labels: [listeners]),
        MetricDescription(
            "cps_retrievals_late_total", .counter,
            "Retrievals that were answered more than a quantum after their time."),
        MetricDescription(
            "cps_retrievals_of_dummies_alone_total", .counter,
            "Retrievals that were not looked for since too many came before them, whatever was stored."),
    ]

    private static let certificates: [MetricDescription] = [
        MetricDescription(
            "cps_certificate_expiry_timestamp_seconds", .gauge,
            "The last second, since 1970 UTC, at which the certificate that a listener shows is valid.",
            labels: [.init("listener", ["public", "issuance"])])
    ]

    private static let tokens: [MetricDescription] = [
        MetricDescription("cps_tokens_issued_total", .counter, "Tokens that were signed."),
        MetricDescription("cps_token_uses_total", .counter, "Uses of tokens that were counted, one for each store."),
        MetricDescription(
            "cps_stores_repeated_total", .counter, "Stores that were answered again, and counted no further use."),
        MetricDescription(
            "cps_tokens_refused_total", .counter, "Stores that were refused for their token or its signature.",
            labels: [.init("reason", ["token", "signature", "used-up", "used-up-for-index"])]),
        MetricDescription(
            "cps_quota_refusals_total", .counter, "What credentials asked for beyond their quota of the epoch.",
            labels: [.init("quota", ["tokens", "key-bindings"])]),
    ]

    private static let storage: [MetricDescription] = [
        MetricDescription("cps_passports_live", .gauge, "PASSporTs that are kept and have not expired, in all."),
        MetricDescription(
            "cps_storage_used_bytes", .gauge, "Bytes that records take.", labels: [storages]),
        MetricDescription(
            "cps_storage_limit_bytes", .gauge, "Bytes that records may take before new ones are refused.",
            labels: [storages]),
        MetricDescription(
            "cps_storage_failures_total", .counter,
            "What storage was asked to write and could not: full for want of room, failed for any other reason.",
            labels: [.init("reason", ["full", "failed"])]),
        MetricDescription(
            "cps_commit_requests", .histogram(.numbers(1, 2, 4, 8, 16, 32, 64, 128, 256)),
            "Stores and tokens that were counted on disk together."),
        MetricDescription(
            "cps_commit_duration_seconds", latencies, "Seconds that counting on disk took, for a group together."),
        MetricDescription(
            "cps_sweep_lag_seconds", .gauge, "Seconds since what had expired was last removed."),
    ]

    private static let epochs: [MetricDescription] = [
        MetricDescription("cps_epoch_number", .gauge, "The number of the epoch that tokens are issued in."),
        MetricDescription(
            "cps_epoch_age_seconds", .gauge, "Seconds since that epoch began, by the clock that epochs go by."),
        MetricDescription("cps_epoch_length_seconds", .gauge, "Seconds that an epoch is to last."),
        MetricDescription("cps_epochs_accepted", .gauge, "Epochs whose tokens are taken."),
    ]

    private static let process: [MetricDescription] = [
        MetricDescription(
            "cps_build_info", .gauge, "Always 1; the labels say what runs.",
            labels: [.init("version", [BuildInfo.version]), .init("protocol", [BuildInfo.protocolVersion])]),
        MetricDescription("process_cpu_seconds_total", .counter, "Seconds that processors have worked for it."),
        MetricDescription("process_resident_memory_bytes", .gauge, "Bytes of memory that it occupies."),
        MetricDescription("process_virtual_memory_bytes", .gauge, "Bytes of addresses that it has reserved."),
        MetricDescription("process_open_fds", .gauge, "File descriptors that are open."),
        MetricDescription("process_max_fds", .gauge, "Most file descriptors that may be open."),
        MetricDescription("process_threads", .gauge, "Threads that it has."),
        MetricDescription("process_start_time_seconds", .gauge, "When it was started, in seconds since 1970."),
    ]
}
