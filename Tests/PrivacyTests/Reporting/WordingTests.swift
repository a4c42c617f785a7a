import Figures
import Testing

@Suite struct WordingTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (4.5, "4.50"), (-1.234, "-1.23"), (0.5, "0.5000"), (0.49996, "0.5000"),
        (0.000_000_45, "4.5e-07"), (1e-6, "1.0e-06"), (20_000, "20,000"), (-1_234_567, "-1,234,567"), (1234.5, "1,235"),
        (123.45, "123.5"), (9.99e-10, "1.0e-09"), (3.2e15, "3.2e+15"), (1.5e9, "1.5e+09"), (.nan, "no number"),
        (.infinity, "infinite"), (-.infinity, "-infinite"), (0.995, "0.9950"), (1.999, "2.00"),
    ])
    func numbers(_ value: Double, _ text: String) {
        #expect(Wording.number(value) == text)
    }

    @Test func reasonsAreOneShortLine() {
        #expect(Wording.line(" a\n  b\t c ") == "a b c")
        #expect(Wording.line("abcdefgh", atMost: 6) == "abc...")
    }

    @Test func durations() {
        #expect(Wording.clock(.seconds(423)) == "7:03")
        #expect(Wording.seconds(.milliseconds(3240)) == "3.2 s")
        #expect(Wording.seconds(.seconds(90)) == "1:30 min")
    }
}
