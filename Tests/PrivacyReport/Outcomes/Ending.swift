package import Adversaries
package import Figures

/// How an attack ended.
package enum Ending: Sendable {
    /// With what it measured.
    case evidence(Evidence)
    /// It could not be carried out, for this reason.
    case failure(String)

    /// The findings; none where it failed.
    package var findings: [Finding] {
        if case .evidence(let evidence) = self { evidence.findings } else { [] }
    }

    /// What can be drawn; nothing where it failed.
    package var figures: [Figure] {
        if case .evidence(let evidence) = self { evidence.figures } else { [] }
    }

    /// Why it failed, where it did.
    package var failure: String? {
        if case .failure(let reason) = self { reason } else { nil }
    }
}
