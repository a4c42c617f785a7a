/// Tries until something is so.
///
/// The pause only keeps a small machine free for the service: nothing depends on its length.
package func eventually(
    _ what: String, within limit: Duration = .seconds(30), _ isSo: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while try await !isSo() {
        guard ContinuousClock.now < deadline else { throw HarnessError.notInTime(what) }
        try await Task.sleep(for: .milliseconds(20))
    }
}
