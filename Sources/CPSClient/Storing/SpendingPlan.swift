internal import Sealing

/// Which copies of a call's PASSporTs are stored with which token.
///
/// Stores under one token can be linked to each other. All copies of a call may be: they are of one call. So
/// a token is used until it is exhausted before the next is taken, and never for a second call.
struct SpendingPlan {
    /// One store.
    struct Copy: Hashable {
        let recipient: RecipientPublicKey
        let passports: [String]
    }

    /// The copies of each token.
    let tokens: [[Copy]]

    /// Plans stores of every group of PASSporTs to every recipient; a recipient given twice counts once.
    init(_ groups: [[String]], to recipients: [RecipientPublicKey], uses: Int, usesPerIndex: Int) {
        var seen: Set<RecipientPublicKey> = []
        var tokens: [[Copy]] = []
        for recipient in recipients where seen.insert(recipient).inserted {
            for passports in groups {
                let copy = Copy(recipient: recipient, passports: passports)
                let open = tokens.firstIndex { copies in
                    copies.count < uses && copies.count(where: { $0.recipient == recipient }) < usesPerIndex
                }
                if let open { tokens[open].append(copy) } else { tokens.append([copy]) }
            }
        }
        self.tokens = tokens
    }
}
