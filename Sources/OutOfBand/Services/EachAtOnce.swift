/// Does the same with every element, all at once.
///
/// - Returns: what came of each, in the order of the elements.
func eachAtOnce<Element: Sendable, Success: Sendable, Failure: Error>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) async throws(Failure) -> Success
) async -> [Result<Success, Failure>] {
    await withTaskGroup(of: (Int, Result<Success, Failure>).self) { group in
        for (position, element) in elements.enumerated() {
            group.addTask {
                do throws(Failure) {
                    return (position, .success(try await work(element)))
                } catch {
                    return (position, .failure(error))
                }
            }
        }
        var results: [(Int, Result<Success, Failure>)] = []
        for await result in group { results.append(result) }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
