import PrivacyReport
import Testing

@Suite struct DieharderResultsTests {
    private static let output = """
        #=============================================================================#
        #            dieharder version 3.31.1 Copyright 2003 Robert G. Brown          #
        #=============================================================================#
           rng_name    |rands/second|   Seed   |
        stdin_input_raw|  1.47e+07  |3915467293|
        #=============================================================================#
                test_name   |ntup| tsamples |psamples|  p-value |Assessment
        #=============================================================================#
           diehard_birthdays|   0|       100|     100|0.32527207|  PASSED  
              diehard_operm5|   0|   1000000|     100|0.00300000|   WEAK   
           diehard_rank_32x32|   0|     40000|     100|0.00000000|  FAILED  
                diehard_opso|   0|   2097152|     100|0.00000000|  FAILED  
                diehard_sums|   0|       100|     100|0.00000001|  FAILED  
                 sts_monobit|   1|    100000|     1
        """

    @Test func resultsAreCountedByTheirAssessment() {
        let results = DieharderResults(output: Self.output)
        #expect(results.passed == ["diehard_birthdays"])
        #expect(results.weak == ["diehard_operm5"])
        #expect(results.failed == ["diehard_rank_32x32"])
        #expect(results.count == 3)
    }

    @Test func nothingIsNoResult() {
        #expect(DieharderResults(output: "").count == 0)
    }
}
