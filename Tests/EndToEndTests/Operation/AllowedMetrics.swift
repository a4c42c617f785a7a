import Foundation
import ServiceHarness
import Testing

/// All that may be shown: every metric with its labels, and every value that a label may have.
///
/// Written down here once more, so that a new metric is looked at twice: may it say this, to whoever reads it?
enum AllowedMetrics {
    /// The labels of each metric.
    static let labels: [String: [String]] = [
        "cps_requests_total": ["listener", "route", "outcome"],
        "cps_request_duration_seconds": ["route"],
        "cps_requests_under_way": ["listener"], "cps_requests_under_way_limit": ["listener"],
        "cps_requests_shed_total": ["listener"],
        "cps_connections_open": ["listener"], "cps_connections_limit": ["listener"],
        "cps_connections_total": ["listener"],
        "cps_retrievals_late_total": [], "cps_retrievals_of_dummies_alone_total": [],
        "cps_certificate_expiry_timestamp_seconds": ["listener"],
        "cps_tokens_issued_total": [], "cps_token_uses_total": [], "cps_stores_repeated_total": [],
        "cps_tokens_refused_total": ["reason"], "cps_quota_refusals_total": ["quota"],
        "cps_passports_live": [],
        "cps_storage_used_bytes": ["storage"], "cps_storage_limit_bytes": ["storage"],
        "cps_storage_failures_total": ["reason"],
        "cps_commit_requests": [], "cps_commit_duration_seconds": [],
        "cps_sweep_lag_seconds": [],
        "cps_epoch_number": [], "cps_epoch_age_seconds": [], "cps_epoch_length_seconds": [], "cps_epochs_accepted": [],
        "cps_build_info": ["version", "protocol"],
        "process_cpu_seconds_total": [], "process_resident_memory_bytes": [], "process_virtual_memory_bytes": [],
        "process_open_fds": [], "process_max_fds": [], "process_threads": [], "process_start_time_seconds": [],
    ]

    /// The values of each label; bounds of histograms are numbers.
    private static let values: [String: Set<String>] = [
        "listener": ["public", "issuance", "metrics"],
        "route": [
            "store", "retrieve", "link", "parameters", "issuer-directory", "key-bucket", "key-list", "token-request",
            "key-publication", "health", "problem", "unknown",
        ],
        "outcome": [
            "ok", "not-modified", "unfinished", "malformed-index", "malformed-entries", "malformed-handle",
            "malformed-header", "malformed-token-request", "digest-mismatch", "refused-key", "index-mismatch",
            "token-required", "token-refused", "signature-refused", "credential-required", "not-found",
            "method-not-allowed", "not-acceptable", "wrong-size", "wrong-media-type", "other-key", "token-used-up",
            "token-used-up-for-index", "quota-used-up", "malformed-bucket", "malformed-binding", "binding-refused",
            "binding-of-another", "binding-outdated", "too-many-bindings", "too-many-bindings-for-number",
            "binding-quota-used-up", "overloaded", "failed",
        ],
        "reason": ["token", "signature", "used-up", "used-up-for-index", "full", "failed"],
        "quota": ["tokens", "key-bindings"],
        "storage": ["placements", "ledger"],
        "version": ["1"], "protocol": ["1"],
    ]

    /// Expects these metrics, all of them, with a sentence and a type each, and nothing else.
    static func check(_ shown: ExposedMetrics, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(shown.families == Set(labels.keys), sourceLocation: sourceLocation)
        #expect(Set(shown.types.keys) == Set(labels.keys), sourceLocation: sourceLocation)
        #expect(Set(shown.helps.keys) == Set(labels.keys), sourceLocation: sourceLocation)
        for sample in shown.samples {
            let family = shown.family(of: sample.name)
            let own = sample.name.hasSuffix("_bucket") ? ["le"] : []
            #expect(
                Set(sample.labels.keys) == Set(labels[family, default: []] + own), "\(sample)",
                sourceLocation: sourceLocation)
            for (name, value) in sample.labels {
                let isAllowed = name == "le" ? Double(value) != nil : values[name]?.contains(value) == true
                #expect(isAllowed, "\(name) is \(value)", sourceLocation: sourceLocation)
            }
            #expect(!sample.value.isNaN, "\(sample)", sourceLocation: sourceLocation)
        }
    }
}
