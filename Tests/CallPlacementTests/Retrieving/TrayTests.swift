import Testing

@testable import CallPlacement

@Suite("A tray for one answer")
struct TrayTests {
    @Test("what was left before the moment is there, once")
    func ready() {
        let tray = Tray<Int>()
        tray.put(1)
        tray.put(2)
        #expect(tray.take() == 1)
        #expect(tray.take() == nil)
    }

    @Test("what comes after the moment is dropped")
    func late() {
        let tray = Tray<Int>()
        #expect(tray.take() == nil)
        tray.put(1)
        #expect(tray.take() == nil)
    }
}
