import CPSServer
import Testing

/// How descriptors are shared out.
@Suite struct SharedDescriptors {
    @Test("each listener has what it wants where there is enough", arguments: [20_000, 1 << 20, Int.max])
    func enough(available: Int) {
        let share = OpenFiles.share(available, publicListener: 10_000, issuanceListener: 10_000)
        #expect(share == (10_000, 10_000))
    }

    @Test("the issuance listener has a quarter where there is not")
    func tooFew() {
        #expect(OpenFiles.share(1000, publicListener: 10_000, issuanceListener: 10_000) == (750, 250))
        #expect(OpenFiles.share(19_999, publicListener: 10_000, issuanceListener: 10_000) == (10_000, 9999))
        #expect(OpenFiles.share(1000, publicListener: 10_000, issuanceListener: 100) == (900, 100))
        #expect(OpenFiles.share(1000, publicListener: 100, issuanceListener: 10_000) == (100, 900))
    }

    @Test("a listener has some in any case")
    func next() {
        #expect(OpenFiles.share(8, publicListener: 10_000, issuanceListener: 10_000) == (8, 8))
    }
}
