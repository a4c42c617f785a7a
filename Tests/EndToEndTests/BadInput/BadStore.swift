import ServiceHarness
import Testing

/// A store with one thing wrong, and the answer it has to get.
struct BadStore: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int
    let problem: String
    /// Makes a correct order's request a wrong one.
    let request: @Sendable (StoreOrder) throws -> RawRequest

    init(
        _ name: String, _ status: Int, _ problem: String,
        _ request: @escaping @Sendable (StoreOrder) throws -> RawRequest
    ) {
        self.name = name
        self.status = status
        self.problem = problem
        self.request = request
    }

    var testDescription: String { name }

    /// The whole table.
    static let all = headers + signatures + bodies + indexes + tokens

    /// A case in which a part of the order is changed, and digest and signature are made for it.
    static func changed(
        _ name: String, _ status: Int, _ problem: String,
        _ change: @escaping @Sendable (inout StoreOrder) throws -> Void
    ) -> BadStore {
        BadStore(name, status, problem) { order in
            var order = order
            try change(&order)
            return order.request
        }
    }
}
