/// What one attack measured.
package struct Finding: Sendable, Codable {
    /// The claim that was attacked.
    package let claim: Claim
    /// How, in a few words.
    package let attack: String
    /// What ``value`` is: "Welch's t", "blocks seen twice".
    package let statistic: String
    /// The number that the attack gave.
    package let value: Double
    /// The attack has seen something where the value is above this.
    package let threshold: Double
    /// How much was looked at, and what else a reader should know.
    package let detail: String

    /// A finding as given.
    package init(
        _ claim: Claim, _ attack: String, _ statistic: String, _ value: Double, above threshold: Double,
        detail: String = ""
    ) {
        self.claim = claim
        self.attack = attack
        self.statistic = statistic
        self.value = value
        self.threshold = threshold
        self.detail = detail
    }

    /// Whether the adversary learned something. A value that is no number is a failed attack, and counts as success
    /// so that nobody takes it for privacy.
    package var succeeded: Bool { !(value <= threshold) }
}
