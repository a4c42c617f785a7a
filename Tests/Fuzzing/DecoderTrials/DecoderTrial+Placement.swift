import CallPlacement
import Sealing

extension DecoderTrial {
    /// The links that the service makes for itself.
    static let placement: [DecoderTrial] = [
        DecoderTrial("handle", longest: 80) {
            try TrialHandles.open(text($0))
        } holds: { id, bytes in
            // Whoever finds another one has forged it.
            try promise(id == TrialHandles.id, "a handle that opens was made by the service")
            try promise(bytes.count == HandleSealer.characterCount, "a handle has 64 characters")
        }
    ]
}

/// The service that made the handles of the corpus.
package enum TrialHandles {
    static let id = PlacementID(rawValue: 7)

    /// A handle to the one placement.
    package static func handle() throws -> String {
        try sealer.handle(to: id, until: BootInstant(nanoseconds: .max), under: IndexPrefix(hex: "0a1b"))
    }

    static func open(_ handle: String) throws -> PlacementID? {
        try sealer.open(handle, under: IndexPrefix(hex: "0a1b"), at: BootInstant(nanoseconds: 1))
    }

    private static let sealer = HandleSealer(key: [UInt8](repeating: 9, count: 32))
}
