internal import CPSClient

/// The PASSporTs that a call has, as they came.
struct RetrievedSet: Sendable {
    /// PASSporTs that came together, and so are of one call.
    struct Group: Sendable {
        let provenance: PassportProvenance
        let passports: [String]
    }

    /// Those that could be decrypted.
    var groups: [Group] = []
    /// How many entries were for a key here and held nothing readable.
    var unreadable = 0
    /// Why a service could not be asked.
    var failures: [CPSClientError] = []

    /// How many PASSporTs there are.
    var count: Int { groups.reduce(0) { $0 + $1.passports.count } }

    init() {}

    /// What came with the signaling.
    init(inBand passports: [String]) {
        groups = [Group(provenance: .inBand, passports: passports)]
    }
}
