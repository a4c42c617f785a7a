import ArgumentParser

/// How answers are given.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Answer in JSON, one object a line; errors and warnings too, on standard error.")
    var json = false
}
