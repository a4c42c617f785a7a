package import Adversaries
package import CallPlacement
internal import Logging
package import Sealing

extension RetrievalService {
    /// The service's retrieval, with another maker of batches, another schedule, or paced for more processors than there are.
    package init(
        _ parts: ServiceParts, sealer: (any BatchMaking)? = nil, leaving schedule: ReleaseSchedule? = nil,
        processors: Int = 2
    ) {
        self.init(
            store: parts.store, sealer: sealer ?? BatchSealer(size: parts.policy.sealedSize),
            decoys: parts.decoys,
            handles: HandleSealer(key: parts.handleKey), schedule: schedule ?? parts.schedule,
            pacer: RetrievalPacer(processors: processors), workers: RetrievalWorkers(count: 2), clock: parts.clock,
            lifetime: parts.policy.limits.lifetime, logger: Logger(label: "cpsd"))
    }
}

extension Mutant {
    /// A service whose batches are made with something replaced.
    static func sealing(
        _ name: String, _ fault: String, breaks claims: Set<Claim>,
        _ change: @escaping @Sendable (inout BreakableSealer) -> Void
    ) -> Mutant {
        Mutant(name, fault, breaks: claims) { service, parts in
            var sealer = BreakableSealer(size: parts.policy.sealedSize)
            change(&sealer)
            service.retrieval = RetrievalService(parts, sealer: sealer)
        }
    }
}
