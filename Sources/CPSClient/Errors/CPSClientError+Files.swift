package import Secrets

/// Causes in files on this side. All name the file.
extension CPSClientError {
    /// A wallet folder that cannot be used; `reason` says why and what to do.
    static func unusableWallet(_ path: String, _ reason: String) -> Self {
        Self(.unusableWallet, .here, "the wallet \(path) cannot be used: \(reason)")
    }

    /// A file that cannot be read, or is not there; `reason` is the system's text.
    package static func cannotRead(_ path: String, _ reason: String) -> Self {
        Self(.cannotRead, .here, "\(path) cannot be read: \(reason)")
    }

    /// A file that cannot be written; `reason` is the system's text.
    package static func cannotWrite(_ path: String, _ reason: String) -> Self {
        Self(.cannotWrite, .here, "\(path) cannot be written: \(reason)")
    }

    /// A file that is there already, and is not to be overwritten.
    package static func fileExists(_ path: String) -> Self {
        Self(.fileExists, .here, "\(path) is there already: take another name, or move it away first")
    }

    /// A `.pub` file where the private key is needed.
    static func publicHalf(_ path: String) -> Self {
        let name = path.hasSuffix(".pub") ? ": give \(path.dropLast(4))" : ""
        return Self(
            .publicHalf, .here, "\(path) is the public half of a key, and the file of the private one is needed\(name)")
    }

    /// A file with more bytes than one of its kind has.
    package static func fileTooLarge(_ path: String) -> Self {
        Self(.fileTooLarge, .here, "\(path) is larger than such a file can be: is it the right one?")
    }

    /// A secret that cannot be read, written, sealed or opened, with a word of its own for each.
    package static func secret(_ error: SecretsError) -> Self {
        // A passphrase box is what the sealed part of a key file is called inside; people know the file.
        switch error {
        case .cannotOpen:
            return Self(.wrongPassphrase, .here, "the passphrase is wrong, or the key file is damaged")
        case .notAPassphraseBox, .costRefused:
            return Self(.malformedKeyFile, .here, "the key file is damaged, or of a newer version")
        default: break
        }
        let codes: [(SecretsError, Code)] = [
            (.fileTooOpen(""), .fileTooOpen), (.fileTooLarge(""), .fileTooLarge),
            (.cannotRead("", reason: ""), .cannotRead), (.cannotWrite("", reason: ""), .cannotWrite),
        ]
        return Self(codes.first { $0.0 == error }?.1 ?? .noGuardedMemory, .here, error.description)
    }

    /// The same, with the file or option that it is about in front.
    package func about(_ subject: String) -> Self {
        Self(code, side, "\(subject): \(message)")
    }
}
