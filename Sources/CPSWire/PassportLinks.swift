internal import Foundation

/// The collection under an index or prefix as RFC 8816 section 9 lists it: `{"ppts": [links]}`.
public struct PassportLinks: Hashable, Sendable, Codable {
    /// Absolute paths, always as many as were asked for.
    public var ppts: [String]

    /// Links as given.
    public init(ppts: [String]) {
        self.ppts = ppts
    }

    /// The JSON that the service answers.
    public func encoded() throws -> [UInt8] {
        try WireJSON.encode(self)
    }

    /// Reads links from JSON.
    public init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json))
    }
}
