internal import NIOCore

/// A connection that carries errands. It lives on the event loop of its driver.
protocol LoadConnection: AnyObject {
    /// Whether it takes errands: the handshake is over and nobody has closed it.
    var isOpen: Bool { get }
    /// How many errands it takes at once.
    var capacity: Int { get }
    /// When it was last given an errand.
    var lastUse: NIODeadline { get }
    /// Sends a request. The driver is told of its answer, or that there will be none.
    func send(_ request: PreparedRequest, for errand: Errand)
    /// Closes the connection, and says what was still under way; the driver is not told of that again.
    func abandon() -> [Errand]
}

/// Whom connections tell what became of errands.
protocol LoadConnectionOwner: AnyObject {
    /// A connection takes errands now.
    func opened(_ connection: any LoadConnection)
    /// An answer came, whatever its status.
    func answered(_ errand: Errand, status: Int, byteCount: Int, body: ByteBuffer?, by connection: any LoadConnection)
    /// No answer will come.
    func lost(_ errand: Errand)
    /// The connection takes one errand more, though the last one was not answered.
    func hasRoom(_ connection: any LoadConnection)
    /// The connection is gone; where it never took an errand, with the reason.
    func closed(_ connection: any LoadConnection, because reason: (any Error)?)
}
