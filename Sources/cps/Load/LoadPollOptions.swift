import ArgumentParser

/// What polls ask, and what there is to find.
struct LoadPollOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Entries of an answer, a power of two; the service's default without it.", valueName: "n"))
    var entries: Int?

    @Option(help: ArgumentHelp("Digits of an index to ask with.", valueName: "n"))
    var prefixDigits = 64

    @Option(
        help: ArgumentHelp(
            "The share of polls that find something, 0 to 1. It is placed before the clock starts, and again before it expires.",
            valueName: "share"))
    var finding = 0.0

    @Option(help: ArgumentHelp("With --finding: prefixes that something is placed under.", valueName: "n"))
    var livePrefixes = 16

    @Option(
        help: ArgumentHelp(
            "With --finding: recipients under each of them that have something placed. More than one needs prefixes of at most 4 digits.",
            valueName: "n"))
    var livePerPrefix = 1

    @Option(help: ArgumentHelp("With calls: polls after each store, one after the other.", valueName: "n"))
    var pollsPerCall = 1

    @Option(
        help: ArgumentHelp(
            "Of the answers that should hold something, open one in so many to see whether they do.", valueName: "n"))
    var checkOneIn = 64

    func validate() throws {
        guard (1...64).contains(prefixDigits), (0...1).contains(finding) else {
            throw ValidationError("--prefix-digits is 1 to 64, --finding 0 to 1.")
        }
        guard (1...10_000).contains(livePrefixes), (1...256).contains(livePerPrefix), pollsPerCall >= 1,
            pollsPerCall <= 1000, checkOneIn >= 1
        else {
            throw ValidationError(
                "--live-prefixes is 1 to 10000, --live-per-prefix 1 to 256, --polls-per-call 1 to 1000, --check-one-in at least 1."
            )
        }
        guard livePerPrefix == 1 || prefixDigits <= 4 else {
            throw ValidationError("--live-per-prefix above 1 needs --prefix-digits of at most 4: keys are tried out.")
        }
    }
}
