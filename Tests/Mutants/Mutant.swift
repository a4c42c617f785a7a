package import Adversaries
package import CPSServer
package import CallPlacement
package import Hummingbird

/// A service that is broken on purpose, for the attacks to catch.
///
/// No program but the one that attacks can be one: nothing under `Sources` knows of this target.
package struct Mutant: Sendable {
    /// Something put before what answers on the public listener.
    package typealias Answering =
        @Sendable (ServiceParts, any HTTPResponder<ListenerContext>) -> any HTTPResponder<ListenerContext>

    /// What the issuance listener is given instead of the service; the folder is an existing one to keep things in.
    package typealias Issuing =
        @Sendable (CallPlacementService, ServicePolicy, _ folder: String) async throws -> CallPlacementService

    /// What it is called on the command line and in tables: "dummies-from-a-counter".
    package let name: String
    /// What is broken, as the end of "a service in which ...".
    package let fault: String
    /// The claims whose attacks must see it.
    package let breaks: Set<Claim>
    /// What is changed within the service.
    package let change: AttackedService.Change
    /// What is changed in its answers.
    package let answering: Answering
    /// What is changed in how tokens are issued.
    package let issuing: Issuing

    /// A mutant.
    package init(
        _ name: String, _ fault: String, breaks: Set<Claim>, change: @escaping AttackedService.Change = { _, _ in },
        answering: @escaping Answering = { $1 }, issuing: @escaping Issuing = { service, _, _ in service }
    ) {
        self.name = name
        self.fault = fault
        self.breaks = breaks
        self.change = change
        self.answering = answering
        self.issuing = issuing
    }
}
