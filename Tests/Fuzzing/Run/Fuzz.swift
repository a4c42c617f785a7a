import CLibFuzzer
import DecoderTrials
import Glibc

/// Lets libFuzzer try one decoder: `FUZZ_DECODER=name fuzz CORPUS... -option=...`, or `fuzz --list`.
@main
enum Fuzz {
    /// The decoder whose name is in the environment. There is one for each run, and libFuzzer's call carries no other.
    private static let chosen: DecoderTrial? = {
        guard let name = unsafe getenv("FUZZ_DECODER") else { return nil }
        return unsafe DecoderTrial.all.first { $0.name == String(cString: name) }
    }()

    static func main() {
        if CommandLine.arguments.dropFirst() == ["--list"] {
            for trial in DecoderTrial.all { print(trial.name, trial.longest) }
            return
        }
        guard chosen != nil else {
            print("fuzz: name a decoder in FUZZ_DECODER; --list tells their names")
            exit(64)
        }
        var (count, arguments) = unsafe (CommandLine.argc, CommandLine.unsafeArgv)
        exit(
            unsafe withUnsafeMutablePointer(to: &count) { count in
                unsafe withUnsafeMutablePointer(to: &arguments) { arguments in
                    unsafe UnsafeMutableRawPointer(arguments).withMemoryRebound(
                        to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
                    ) { arguments in
                        unsafe LLVMFuzzerRunDriver(count, arguments) { data, size in
                            unsafe Fuzz.run(UnsafeBufferPointer(start: data, count: size))
                        }
                    }
                }
            })
    }

    /// One input. What does not hold ends the process, so that libFuzzer keeps the bytes.
    private static func run(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        do {
            _ = try chosen?.outcome(of: unsafe Array(bytes))
        } catch {
            fatalError("does not hold: \(error)")
        }
        return 0
    }
}
