import ArgumentParser

/// `cps keys`.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Publish, look up and withdraw which key belongs to which telephone number.",
        discussion: """
            A key binding says: whoever calls these numbers seals to this key and stores at this service. It is signed \
            with a STIR certificate that names the numbers, and everyone who finds it checks that.
            """,
        subcommands: [KeysPublish.self, KeysLookup.self, KeysWithdraw.self])
}
