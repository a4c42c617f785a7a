import ArgumentParser
import Secrets

/// Where a passphrase comes from: a file, or the terminal without echo. Never an option's value, which other
/// users of the machine could see.
struct PassphraseOptions: ParsableArguments {
    private static let byteLimit = 1024

    @Option(
        help: ArgumentHelp(
            "A file with the passphrase on its first line, mode 0600; asked for at the terminal without it.",
            valueName: "file"))
    var passphraseFile: String?

    /// The passphrase; twice at the terminal where it is a new one.
    func ask(confirming: Bool) throws -> GuardedBytes {
        let passphrase: GuardedBytes
        if let passphraseFile {
            passphrase = try Self.firstLine(of: try PrivateFile(path: passphraseFile).read(upTo: Self.byteLimit))
        } else {
            let terminal = try Terminal()
            passphrase = try terminal.readSecret("Passphrase: ")
            if confirming, !passphrase.hasSameBytes(as: try terminal.readSecret("The same again: ")) {
                throw InputError("the two passphrases differ: nothing was written")
            }
        }
        guard passphrase.count > 0 else {
            throw InputError("the passphrase is empty: give one, or say --no-passphrase to `cps keygen`")
        }
        return passphrase
    }

    private static func firstLine(of bytes: GuardedBytes) throws -> GuardedBytes {
        try unsafe bytes.withUnsafeBytes { bytes in
            try unsafe GuardedBytes(copying: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        }
    }
}
