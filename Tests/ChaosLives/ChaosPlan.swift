/// How often a service is killed, and under what.
package struct ChaosPlan: Sendable {
    /// How often it is killed.
    package var kills: Int
    /// Where everything begins that can be repeated: when it is killed, and what is asked of it.
    package var seed: UInt64
    /// The longest that a life lasts once the service is ready and all that is owed was looked for.
    package var longestLife: Duration
    /// A start that takes longer is a fault.
    package var longestStart: Duration
    /// Seconds that PASSporTs are kept: some lives, so that much expires in between.
    package var lifetime = 5
    /// Stores with one token.
    package var uses = 4
    /// Tokens got in every life: fewer than are used up in one, so that those of former lives are tried, too.
    package var tokensOfALife = 24

    /// A plan as given.
    package init(kills: Int, seed: UInt64, longestLife: Duration, longestStart: Duration) {
        self.kills = kills
        self.seed = seed
        self.longestLife = longestLife
        self.longestStart = longestStart
    }

    /// One in so many kills comes before the service is ready.
    static let startsKilledEarly = 8
    /// Who is called. Few enough that all can be asked for after every start.
    static let recipients = 12
    /// Of each, so many PASSporTs live at a time at most, so that every answer has to hold all of them.
    static let liveAtATime = 28
    /// Entries of every answer.
    static let entries = 32
    /// How often a token is tried that has been used up.
    static let triesBeyond = 6
    static let storers = 4
    static let pollers = 2
}
