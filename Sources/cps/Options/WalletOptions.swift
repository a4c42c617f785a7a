import ArgumentParser
import CPSClient
import Foundation

/// Where the tokens are.
struct WalletOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the tokens, for its owner alone. Default: .cps/wallet in the home folder.", valueName: "folder"))
    var wallet: String?

    /// The wallet, its folder made where there is none.
    func open() throws -> Wallet {
        try Wallet(folder: wallet ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.cps/wallet")
    }
}
