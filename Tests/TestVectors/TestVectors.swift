import Foundation

/// The published test vectors in `Vectors/`, one JSON file for each source.
package enum TestVectors {
    /// Reads `Vectors/<name>.json`.
    package static func load<Vectors: Decodable>(_ name: String, as type: Vectors.Type = Vectors.self) throws -> Vectors
    {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
