extension Result where Success: Sendable {
    /// What some work gives, or why it gave nothing.
    init(awaiting work: () async throws(Failure) -> Success) async {
        do throws(Failure) {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
