package import Sealing

/// All requests of a run, made before its clock starts.
package struct LoadWork: Sendable {
    /// A recipient, and what is placed for it.
    package struct Expected: Sendable {
        let key: RecipientPrivateKey
        let sealed: SealedPassport
    }

    /// A poll, and for whom it is to find something.
    package struct FindingPoll: Sendable {
        let request: PreparedRequest
        let expected: [Expected]
    }

    /// A store, and the poll that finds what it stored.
    package struct PreparedStore: Sendable {
        let request: PreparedRequest
        let poll: Int
    }

    /// What is measured.
    package let kind: LoadKind
    /// Entries that every poll asks for.
    package let entries: Int
    /// The size of everything that is sealed.
    package let size: SealedSize
    /// Each is sent once.
    package var stores: [PreparedStore] = []
    /// Sent again and again.
    package var blankPolls: [PreparedRequest] = []
    /// Sent again and again.
    package var findingPolls: [FindingPoll] = []
    /// The share of polls that are to find something.
    package var finding = 0.0
    /// How many polls follow a store, in a call.
    package var pollsPerCall = 1
    /// Stores before the clock starts, and again every ``placingPeriod``, each time others.
    package var placements: [[PreparedRequest]] = []
    /// How long a placement lasts, with some seconds to spare.
    package var placingPeriod: Duration = .seconds(50)
    /// Of the answers that should hold something, one in so many is opened.
    package var checkedOneIn = 64
    /// For how many recipients at most each of those is opened.
    package var checkedRecipients = Int.max

    /// Work of a kind, without any request.
    package init(_ kind: LoadKind, entries: Int, size: SealedSize) {
        self.kind = kind
        self.entries = entries
        self.size = size
    }

    func request(for step: Errand.Step) -> PreparedRequest {
        switch step {
        case .blankPoll(let poll): blankPolls[poll]
        case .findingPoll(let poll), .follow(let poll, _): findingPolls[poll].request
        case .store(let store): stores[store].request
        case .placement(let number):
            placements[number / placements[0].count][number % placements[0].count]
        }
    }
}
