import CoreMetrics
import PrometheusText
import Testing

/// What is kept, and how it is written.
struct ExpositionTests {
    private static let routes = MetricDescription.Label("route", ["a", "b\"\\\n"])

    private static func exposition() -> Exposition {
        Exposition([
            MetricDescription("requests_total", .counter, "How many.", labels: [routes]),
            MetricDescription("fill_bytes", .gauge, "A back\\slash and\na line."),
            MetricDescription(
                "wait_seconds", .histogram(.times(.milliseconds(5), .milliseconds(250), .seconds(1))), "How long."),
            MetricDescription("group_size", .histogram(.numbers(1, 4)), "How many together."),
            MetricDescription("work_seconds_total", .counter, "Counted elsewhere."),
        ])
    }

    @Test func isWrittenAsTheFormatHasIt() {
        let exposition = Self.exposition()
        let counter = Counter(label: "requests_total", dimensions: [("route", "b\"\\\n")], factory: exposition)
        counter.increment(by: 3)
        Meter(label: "fill_bytes", factory: exposition).set(1.5)
        let timer = Timer(label: "wait_seconds", factory: exposition)
        for milliseconds in [5, 6, 250, 999, 1000, 1001] { timer.recordMilliseconds(milliseconds) }
        let recorder = Recorder(label: "group_size", factory: exposition)
        recorder.record(4)
        recorder.record(1.2)
        Meter(label: "work_seconds_total", factory: exposition).set(0.25)
        #expect(
            exposition.text == #"""
                # HELP requests_total How many.
                # TYPE requests_total counter
                requests_total{route="b\"\\\n"} 3
                # HELP fill_bytes A back\\slash and\na line.
                # TYPE fill_bytes gauge
                fill_bytes 1.5
                # HELP wait_seconds How long.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.005"} 1
                wait_seconds_bucket{le="0.25"} 3
                wait_seconds_bucket{le="1"} 5
                wait_seconds_bucket{le="+Inf"} 6
                wait_seconds_sum 3.261
                wait_seconds_count 6
                # HELP group_size How many together.
                # TYPE group_size histogram
                group_size_bucket{le="1"} 1
                group_size_bucket{le="4"} 2
                group_size_bucket{le="+Inf"} 2
                group_size_sum 5
                group_size_count 2
                # HELP work_seconds_total Counted elsewhere.
                # TYPE work_seconds_total counter
                work_seconds_total 0.25

                """#)
    }

    @Test func whatIsNotDescribedIsNotKept() {
        let exposition = Self.exposition()
        Counter(label: "requests_total", dimensions: [("route", "0123456789abcdef")], factory: exposition).increment()
        Counter(label: "requests_total", factory: exposition).increment()
        Counter(label: "requests_total", dimensions: [("path", "a")], factory: exposition).increment()
        Counter(
            label: "requests_total", dimensions: [("route", "a"), ("address", "192.0.2.1")], factory: exposition
        ).increment()
        Counter(label: "library_total", factory: exposition).increment()
        Timer(label: "fill_bytes", factory: exposition).recordSeconds(1)
        Counter(label: "fill_bytes", factory: exposition).increment()
        Recorder(label: "wait_seconds", dimensions: [], aggregate: false, factory: exposition).record(1)
        Meter(label: "wait_seconds", factory: exposition).set(1)
        #expect(exposition.text.isEmpty)
        Counter(label: "requests_total", dimensions: [("route", "a")], factory: exposition).increment()
        #expect(exposition.text.contains("requests_total{route=\"a\"} 1\n"))
    }

    @Test func twoHandlesOfOneSeriesCountTogether() {
        let exposition = Self.exposition()
        let handles = (0..<2).map { _ in
            Counter(label: "requests_total", dimensions: [("route", "a")], factory: exposition)
        }
        for handle in handles { handle.increment() }
        #expect(exposition.text.contains("requests_total{route=\"a\"} 2\n"))
        handles[0].reset()
        #expect(exposition.text.contains("requests_total{route=\"a\"} 0\n"))
    }

    @Test(arguments: [
        (0, "0"), (-2, "-2"), (0.5, "0.5"), (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (1e300, "1e+300"),
        (9_007_199_254_740_991, "9007199254740991"),
    ])
    func numbersAreWrittenAsPrometheusReadsThem(_ value: Double, _ text: String) {
        let exposition = Self.exposition()
        Meter(label: "fill_bytes", factory: exposition).set(value)
        #expect(exposition.text.contains("fill_bytes \(text)\n"))
    }

    @Test func nothingIsLostWhereManyRecordAtOnce() async {
        let exposition = Self.exposition()
        let counter = Counter(label: "requests_total", dimensions: [("route", "a")], factory: exposition)
        let meter = Meter(label: "fill_bytes", factory: exposition)
        let timer = Timer(label: "wait_seconds", factory: exposition)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for number in 0..<2000 {
                        counter.increment()
                        meter.increment()
                        timer.recordMilliseconds(number)
                    }
                }
            }
        }
        let text = exposition.text
        #expect(text.contains("requests_total{route=\"a\"} 16000\n"))
        #expect(text.contains("fill_bytes 16000\n"))
        #expect(text.contains("wait_seconds_bucket{le=\"0.25\"} \(8 * 251)\n"))
        #expect(text.contains("wait_seconds_count 16000\n"))
        #expect(text.contains("wait_seconds_sum \(8 * 1999)\n"))
    }

    /// Says what recording costs, and fails only where it is not of the order of an addition any more.
    @Test func recordingCostsNoLock() {
        let exposition = Self.exposition()
        let counter = Counter(label: "requests_total", dimensions: [("route", "a")], factory: exposition)
        let timer = Timer(label: "wait_seconds", factory: exposition)
        let meter = Meter(label: "fill_bytes", factory: exposition)
        // Few at a time, of which the least counts: then none of it was another's work on the same processor.
        let rounds = 2000
        for (name, record) in [
            ("a counter", { counter.increment() }), ("a gauge", { meter.set(7) }),
            ("a histogram", { timer.recordNanoseconds(300_000_000) }),
        ] {
            let best =
                (0..<500).map { _ in
                    ContinuousClock().measure { for _ in 0..<rounds { record() } } / rounds
                }.min() ?? .zero
            print("\(name) takes \(best / .nanoseconds(1)) ns")
            #expect(best < .microseconds(5))
        }
    }
}
