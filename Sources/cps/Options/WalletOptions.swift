import ArgumentParser
import CPSClient
import Foundation

/// Where the tokens are.
struct WalletOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the tokens, for its owner alone. Default: .cps/wallet in the home folder.",
            valueName: "folder"))
    var wallet: String?

    private static var home: String {
        ProcessInfo.processInfo.environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    }

    /// The wallet, its folder made where there is none.
    func open() throws -> Wallet {
        try Wallet(folder: wallet ?? Self.home + "/.cps/wallet")
    }
}
