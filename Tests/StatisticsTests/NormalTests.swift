import Statistics
import Testing

@Suite struct NormalTests {
    @Test func knownValues() {
        #expect(Normal.twoSided(0) == 1)
        #expect(abs(Normal.twoSided(1.959963984540054) - 0.05) < 1e-12)
    }
}
