import LoadGeneration
import NIOCore
import Testing

@Suite("Offered load")
struct OfferedLoadTests {
    @Test("A load begins what its rate and its duration make, or its count where that is less")
    func errands() {
        var load = OfferedLoad(arrivalsPerSecond: 200, duration: .seconds(3), connections: 7)
        #expect(load.errands == 600)
        load.count = 10
        #expect(load.errands == 10)
        load.arrivalsPerSecond = nil
        #expect(load.errands == 10)
    }

    @Test("When an errand begins depends on its number alone, and threads take turns")
    func arrivals() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        let whole = ArrivalSchedule(from: start, perSecond: 1000)
        #expect(whole.beginning(of: 0) == start)
        #expect(whole.beginning(of: 2500) == start + .milliseconds(2500))
        for number in 0..<3 {
            let part = ArrivalSchedule(from: start, perSecond: 1000, portion: Portion(number: number, of: 3))
            for index in 0..<20 { #expect(part.beginning(of: index) == whole.beginning(of: index * 3 + number)) }
        }
    }

    @Test("Portions are all of it, and nothing twice", arguments: [0, 1, 7, 64, 1000])
    func portions(count: Int) {
        for threads in 1...5 {
            let parts = (0..<threads).map { Portion(number: $0, of: threads) }
            let positions = parts.flatMap { part in (0..<part.size(of: count)).map { part.position(of: $0) } }
            #expect(positions.sorted() == Array(0..<count))
        }
    }

    @Test("Only this machine's own addresses are asked, unless the word is given")
    func loopback() throws {
        for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost"] {
            #expect(try LoadTarget.lookUp(host, port: 1, isRemoteAllowed: false).isLoopback)
        }
        for host in ["192.0.2.1", "0.0.0.0", "::", "2001:db8::1", "::ffff:192.0.2.1"] {
            #expect(throws: LoadError.self) { try LoadTarget.lookUp(host, port: 1, isRemoteAllowed: false) }
            #expect(try !LoadTarget.lookUp(host, port: 1, isRemoteAllowed: true).isLoopback)
        }
    }
}
