import Figures
import Measurements
import Testing

@Suite("Profiles")
struct SamplesTests {
    /// What perf prints of four samples: one of RSA deep in a library without names, a block that is freed and wiped, a
    /// packet in the kernel, and something that no part names.
    private static let script = """
        \t          1312bb [unknown] (/usr/lib/x86_64-linux-gnu/libcrypto.so.3)
        \t          332157 $s11BlindTokens16RSAPublicNumbersC5poweryAA9BigNumberVAfA10TokenErrorVYKF (/a folder/cpsd)
        \t           891f4 start_thread (/usr/lib/x86_64-linux-gnu/libc.so.6)

        \t           98eb1 __memset_evex_unaligned_erms (/usr/lib/x86_64-linux-gnu/libc.so.6)
        \t          19afb0 free (/a folder/cpsd)
        \t          be4a1d $s8NIOPosix19SelectableEventLoopC3runyyKF (/a folder/cpsd)

        \tffffffff81aed93e __alloc_skb ([kernel.kallsyms])
        \tffffffff81aed940 tcp_sendmsg_locked ([kernel.kallsyms])
        \t          be4a1d $s8NIOPosix19SelectableEventLoopC3runyyKF (/a folder/cpsd)

        \t           891f4 start_thread (/usr/lib/x86_64-linux-gnu/libc.so.6)
        """

    @Test("Every sample belongs to the part that its innermost named function belongs to")
    func parts() {
        let samples = Samples(script: Self.script)
        #expect(samples.counts == [.rsaVerifying: 1, .memory: 1, .kernelNetwork: 1, .rest: 1])
        #expect(samples.total == 4)
        #expect(samples.share(of: .memory) == 0.25)
    }

    @Test("The rows of a table add up to all of it")
    func sum() {
        var samples = Samples(script: Self.script)
        samples.add(samples)
        let table = ProfileTable(
            "a", [.init("service", samples, each: 200, unit: "µs"), .init("bare", Samples(), each: 0, unit: "µs")],
            notes: []
        ).table
        #expect(table.rows.last == ["all", "200.0", "100.0 %", "0.0", "0.0 %"])
        #expect(table.rows.dropLast().compactMap { Double($0[1]) }.reduce(0, +) == 200)
        #expect(table.rows.first == ["verifying RSA", "50.0", "25.0 %", "0.0", "0.0 %"])
    }

    @Test(
        "What is no frame is none",
        arguments: ["", "cpsd 4072", "\t 12 nothing", "\t12(x)", "\t"])
    func noFrame(_ line: String) {
        #expect(SampledFrame(line[...]) == nil)
    }
}
