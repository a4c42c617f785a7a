import Foundation
import ServiceHarness

/// A link of a collection (RFC 8816 section 9).
struct Link: Sendable {
    let path: String

    /// Its last part.
    var handle: String { String(path.split(separator: "/").last ?? "") }

    /// The links of an answer.
    static func all(in answer: RawResponse) throws -> [Link] {
        struct Collection: Decodable { let ppts: [String] }
        guard answer.status == 200 else { throw HarnessError.unexpectedStatus(answer.status) }
        return try JSONDecoder().decode(Collection.self, from: Data(answer.body)).ppts.map { Link(path: $0) }
    }
}
