import ServiceLifecycle

/// Services that are told to stop at the same moment: each gets the whole time that there is for stopping.
///
/// Of those in a group, one is told only when the next has ended.
struct SimultaneousServices: Service {
    let services: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            // Where one fails, the others are cancelled.
            for try await _ in group {}
        }
    }
}
