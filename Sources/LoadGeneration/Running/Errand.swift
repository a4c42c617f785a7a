internal import NIOCore

/// One request that is to be sent, or is under way.
struct Errand {
    /// What it is for.
    enum Step {
        /// A poll that is to find nothing.
        case blankPoll(Int)
        /// A poll that is to find something.
        case findingPoll(Int)
        case store(Int)
        /// A poll after the store of the same call.
        case follow(poll: Int, left: Int)
        /// A store that keeps something there for polls to find; no part of what is measured.
        case placement(Int)
    }

    let step: Step
    /// When it should have begun; what it took is counted from here.
    let intended: NIODeadline
    /// When the call that it is part of should have begun.
    let call: NIODeadline
    /// Whether its answer is opened afterwards.
    var isKept = false

    init(_ step: Step, intended: NIODeadline, call: NIODeadline? = nil) {
        self.step = step
        self.intended = intended
        self.call = call ?? intended
    }
}
