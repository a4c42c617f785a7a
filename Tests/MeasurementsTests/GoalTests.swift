import Measurements
import Testing

@Suite("Goals")
struct GoalTests {
    @Test("A goal is met at its bound and beyond it, not before it")
    func bounds() {
        #expect(Goal.atLeast(0.6).isMet(by: 0.6) && Goal.atLeast(0.6).isMet(by: 2))
        #expect(!Goal.atLeast(0.6).isMet(by: 0.59))
        #expect(Goal.atMost(1.35).isMet(by: 1.35) && Goal.atMost(1.35).isMet(by: 0.1))
        #expect(!Goal.atMost(1.35).isMet(by: 1.36))
    }

    @Test("What is no number meets no goal", arguments: [Goal.atLeast(0.6), .atMost(1.35)])
    func noNumber(_ goal: Goal) {
        #expect(!goal.isMet(by: .nan))
    }
}
