import ArgumentParser
import STIR

/// One PASSporT from an argument, a file, or standard input.
struct PassportInput: ParsableArguments {
    @Argument(help: ArgumentHelp("The PASSporT; read from standard input without it.", valueName: "passport"))
    var passport: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("A file with the PASSporT.", valueName: "file"))
    var file: String?

    func read() throws -> UnverifiedPassport {
        let text = try passport ?? TextFile.read(file ?? "-")
        return try UnverifiedPassport(String(text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }))
    }
}
