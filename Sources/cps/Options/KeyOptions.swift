import ArgumentParser
import CPSClient

/// Whose calls: a key file, and what opens it.
struct KeyOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Your key file, as `cps keygen` made it.", valueName: "key-file"))
    var keyFile: String

    @OptionGroup var passphrase: PassphraseOptions

    /// Opens the key; asks for a passphrase only where it is sealed with one.
    func open(_ file: CalleeKeyFile) throws -> CalleeKey {
        try file.key(passphrase: file.isSealed ? passphrase.ask(confirming: false) : nil)
    }
}
