import LoadGeneration
import Testing

@Suite("Offered load")
struct OfferedLoadTests {
    @Test("A load holds what it was given")
    func values() {
        let load = OfferedLoad(arrivalsPerSecond: 200, duration: .seconds(3), connections: 7)
        #expect(load.arrivalsPerSecond == 200 && load.duration == .seconds(3) && load.connections == 7)
    }
}
