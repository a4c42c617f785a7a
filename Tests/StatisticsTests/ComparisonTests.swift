import SeededRandomness
import Statistics
import Testing

@Suite struct ComparisonTests {
    // The second example of Wikipedia's article on Welch's t-test.
    private let first = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    private let second = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4]

    private func uniform(_ count: Int, from generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in Double.random(in: 0..<1, using: &generator) }
    }

    @Test func moments() {
        let moments = Moments([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(moments.mean == 5)
        #expect(abs(moments.variance - 32.0 / 7) < 1e-12)
        #expect(Moments([1]).variance.isNaN)
    }

    @Test func welch() {
        let test = WelchTest(first, second)
        // SciPy 1.17, ttest_ind(equal_var=False).
        #expect(abs(test.t + 2.455356398286006) < 1e-12)
        #expect(abs(test.freedom - 24.988529290231416) < 1e-10)
        #expect(abs(test.pValue - 0.021378001462866992) < 1e-12)
    }

    @Test func welchOfConstants() {
        #expect(WelchTest([1, 1, 1], [1, 1]).t == 0)
        #expect(WelchTest([1, 1, 1], [2, 2]).t == -.infinity)
        #expect(WelchTest([1, 1, 1], [2, 2]).pValue == 0)
    }

    @Test func kolmogorovSmirnov() {
        let test = KolmogorovSmirnovTest(first, second)
        // SciPy 1.17, ks_2samp; the exact chance there is 0.0755.
        #expect(abs(test.distance - 0.4666666666666667) < 1e-15)
        #expect(test.place == 20.1)
        #expect((0.04...0.12).contains(test.pValue))
    }

    @Test func kolmogorovSmirnovWithTies() {
        // Of 4 and 2: up to 1 the shares are 3/4 and 1/2.
        #expect(KolmogorovSmirnovTest([1, 1, 1, 2], [1, 2]).distance == 0.25)
        #expect(KolmogorovSmirnovTest([3, 3, 3], [3, 3]).distance == 0)
        #expect(KolmogorovSmirnovTest([3, 3, 3], [3, 3]).pValue == 1)
        #expect(KolmogorovSmirnovTest([1, 1], [2, 2]).distance == 1)
        #expect(KolmogorovSmirnovTest([], [1]).pValue.isNaN)
    }

    /// Chances of samples from one distribution are uniform; of others they are small.
    @Test func chancesAreChances() {
        var generator = SeededGenerator(seed: 1)
        var low = (welch: 0, kolmogorov: 0)
        for _ in 0..<400 {
            let (a, b) = (uniform(60, from: &generator), uniform(90, from: &generator))
            low.welch += WelchTest(a, b).pValue < 0.1 ? 1 : 0
            low.kolmogorov += KolmogorovSmirnovTest(a, b).pValue < 0.1 ? 1 : 0
        }
        #expect((20...60).contains(low.welch))
        #expect((20...60).contains(low.kolmogorov))
        let (a, b) = (uniform(500, from: &generator), uniform(500, from: &generator).map { $0 + 0.2 })
        #expect(WelchTest(a, b).pValue < 1e-9)
        #expect(KolmogorovSmirnovTest(a, b).pValue < 1e-9)
    }

    @Test func chiSquare() {
        // A die thrown 60 times: squares of 5, 2, 1, 2, 5, 5 make 84, over 10.
        let die = ChiSquareTest(uniform: [5, 8, 9, 8, 10 + 5, 15])
        #expect(abs(die.statistic - 8.4) < 1e-12)
        #expect(die.freedom == 5)
        let same = ChiSquareTest([5, 8, 9, 8, 15, 15], expected: Array(repeating: 10, count: 6))
        #expect(abs(same.statistic - die.statistic) < 1e-12)
        // SciPy 1.17, chi2_contingency.
        let table = ChiSquareTest(sameRows: [[10, 20, 0, 30], [15, 15, 0, 40]])
        #expect(abs(table.statistic - 2.3877551020408165) < 1e-12)
        #expect(table.freedom == 2)
        #expect(abs(table.pValue - 0.30304391468510006) < 1e-12)
        #expect(ChiSquareTest(uniform: [3]).pValue == 1)
    }

    @Test func correlation() {
        var line = Correlation()
        for x in 0..<10 { line.add(Double(x), 3 - 2 * Double(x)) }
        #expect(abs(line.coefficient + 1) < 1e-12)
        #expect(abs(line.z + 3) < 1e-12)
        var constant = Correlation()
        for x in 0..<10 { constant.add(Double(x), 7) }
        #expect(constant.coefficient == 0)
        var known = Correlation()
        for (x, y) in [(1, 1), (2, 3), (3, 2), (4, 4)] { known.add(Double(x), Double(y)) }
        #expect(abs(known.coefficient - 0.8) < 1e-12)
    }
}
