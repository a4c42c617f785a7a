import ArgumentParser
import CPSClient
import Foundation

/// `cps open`.
struct Open: ReportingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open an answer that `cps poll --save` kept, without the service.")

    @OptionGroup var key: KeyOptions

    @Argument(help: ArgumentHelp("The kept answer.", valueName: "batch-file"))
    var batch: String

    @OptionGroup var verification: VerificationOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Outcome {
        guard let data = FileManager.default.contents(atPath: batch) else {
            throw InputError("\(batch) cannot be read")
        }
        let callee = try key.open(try CalleeKeyFile(path: key.keyFile))
        let result: RetrievalResult
        do {
            result = try SavedBatch.open(Array(data), key: callee.privateKey)
        } catch {
            guard error == .malformedAnswer else { throw error }
            throw InputError("\(batch) is not an answer that `cps poll --save` kept")
        }
        return try await CallReporter(verification: try verification.verification(), json: output.json).report(result)
    }
}
