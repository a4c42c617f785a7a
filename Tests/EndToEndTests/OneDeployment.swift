import ServiceHarness
import Testing

/// Everything that one service with the usual settings can be asked, on one service.
@Suite(.served("--log-level", "trace"), .timeLimit(.minutes(3)))
enum OneDeployment {}
