import ArgumentParser
import CPSClient

/// `cps open`.
struct Open: ReportingCommand {
    /// The most bytes of an answer: more than the largest that a service may give.
    private static let byteLimit = 1 << 28

    static let configuration = CommandConfiguration(
        abstract: "Open an answer that `cps poll --save` kept, without the service.")

    @OptionGroup var key: KeyOptions

    @Argument(help: ArgumentHelp("The kept answer.", valueName: "batch-file"))
    var batch: String

    @OptionGroup var verification: VerificationOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        let kept = try OrdinaryFile(path: batch).read(upTo: Self.byteLimit)
        let callee = try key.open(try CalleeKeyFile(path: key.keyFile))
        let result: RetrievalResult
        do {
            result = try SavedBatch.open(kept, key: callee.privateKey)
        } catch {
            guard error == .malformedAnswer else { throw error }
            throw InputError("\(batch) is not an answer that `cps poll --save` kept")
        }
        return try await CallReporter(verification: try verification.verification(), json: output.json).report(result)
    }
}
