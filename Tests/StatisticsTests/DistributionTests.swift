import Foundation
import Statistics
import Testing

/// Values without another source were computed with mpmath 1.3 at 30 digits.
@Suite struct DistributionTests {
    /// Whether two numbers agree in all but the last few digits.
    private func agree(_ left: Double, _ right: Double, within relative: Double = 1e-11) -> Bool {
        abs(left - right) <= relative * abs(right)
    }

    @Test func normal() {
        #expect(Normal.twoSided(0) == 1)
        #expect(agree(Normal.twoSided(Normal.ninetyFivePercent), 0.05))
        #expect(agree(Normal.above(-1) + Normal.above(1), 1))
        #expect(agree(Normal.twoSided(-2), 2 * Normal.above(2)))
    }

    @Test(arguments: [
        (0.5, 0.1, 0.65472084601857702), (0.5, 30, 9.4857375710738484e-15), (5, 2, 0.94734698265628884),
        (127.5, 200, 1.6600025244124518e-8), (127.5, 400, 1.5154857610291847e-57), (1000, 900, 0.99945009773428822),
        (1000, 1200, 1.2881606086281433e-9), (32767.5, 33800, 8.1702825986303941e-9),
    ])
    func incompleteGamma(_ a: Double, _ x: Double, _ upper: Double) {
        #expect(agree(IncompleteGamma.upper(a, x), upper, within: 1e-9))
        #expect(abs(IncompleteGamma.lower(a, x) + upper - 1) < 1e-9)
    }

    @Test func incompleteGammaAtItsEnds() {
        #expect(IncompleteGamma.upper(3, 0) == 1)
        #expect(IncompleteGamma.upper(3, .infinity) == 0)
        #expect(IncompleteGamma.upper(0, 1).isNaN)
        #expect(IncompleteGamma.upper(1, -1).isNaN)
    }

    /// For an even number of degrees of freedom the tail is a sum of a Poisson distribution's first terms.
    @Test(arguments: [(2, 3.0), (10, 18.307038053275146), (64, 140.0), (254, 400.0)])
    func chiSquareByPoisson(_ freedom: Int, _ statistic: Double) {
        var (term, sum) = (exp(-statistic / 2), 0.0)
        for number in 1...freedom / 2 {
            sum += term
            term *= statistic / 2 / Double(number)
        }
        #expect(agree(ChiSquareTest.above(statistic, freedom: Double(freedom)), sum))
    }

    /// The square of a standard normal variable has one degree of freedom.
    @Test(arguments: [0.3, 1.96, 4.9, 12])
    func chiSquareByNormal(_ z: Double) {
        #expect(agree(ChiSquareTest.above(z * z, freedom: 1), Normal.twoSided(z)))
    }

    @Test(arguments: [
        (0.3, 2.0, 5.0, 0.57982499999999998), (0.9, 12.5, 0.5, 0.10806237272416319),
        (0.01, 0.5, 0.5, 0.063768560858519849), (0.999, 50, 3, 0.99997869678283413),
    ])
    func incompleteBeta(_ x: Double, _ a: Double, _ b: Double, _ lower: Double) {
        #expect(agree(IncompleteBeta.lower(x, a, b), lower))
        #expect(abs(IncompleteBeta.lower(1 - x, b, a) - (1 - lower)) < 1e-12)
    }

    /// With one degree of freedom Student's distribution is Cauchy's; with two it has a closed form as well.
    @Test(arguments: [0.1, 1, 4.5, 60])
    func student(_ t: Double) {
        #expect(agree(StudentT.twoSided(t, freedom: 1), 1 - 2 / Double.pi * atan(t), within: 1e-9))
        #expect(agree(StudentT.twoSided(-t, freedom: 2), 1 - t / (2 + t * t).squareRoot(), within: 1e-9))
        #expect(agree(StudentT.twoSided(t, freedom: 1e9), Normal.twoSided(t), within: 1e-5))
    }

    @Test(arguments: [
        (0.5, 0.96394524366487509), (1, 0.26999967167735452), (1.18, 0.12345380942976571),
        (1.36, 0.049485876755377884), (2, 0.00067092525577969535), (3, 3.0459959489425257e-8),
    ])
    func kolmogorov(_ value: Double, _ above: Double) {
        #expect(agree(KolmogorovSmirnovTest.above(value), above))
    }

    @Test func manyChances() {
        #expect(Significance.bonferroni([0.5, 0.01, 0.9]) == 0.03)
        #expect(Significance.bonferroni([0.5, 0.9]) == 1)
        #expect(Significance.bonferroni([0.5, .nan]).isNaN)
        #expect(agree(Significance.score(1e-6), 6))
        #expect(Significance.score(0) == 300)
        #expect(Significance.score(.nan).isNaN)
    }
}
