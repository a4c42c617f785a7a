internal import CPSClient
internal import Sealing

/// Encrypted copies for each key of a destination, by Call Placement Service: what the end of RFC 8816 section 8.1
/// stores.
struct PlacementPlan: Sendable {
    let keys: Int
    let calls: [(service: String, call: SealedCall)]
}
