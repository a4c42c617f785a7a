import ArgumentParser
import Secrets

/// Where a passphrase comes from: a file, or the terminal without echo. Never an option's value, which other
/// users of the machine could see.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with the passphrase on its first line, mode 0600; asked for at the terminal without it.",
            valueName: "file"))
    var passphraseFile: String?

    /// The passphrase; twice at the terminal where it is a new one.
    func ask(confirming: Bool) throws -> GuardedBytes {
        let passphrase: GuardedBytes
        if let passphraseFile {
            passphrase = try PassphraseFile(path: passphraseFile).read()
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
}
