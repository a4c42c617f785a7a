internal import Foundation
internal import Glibc

/// Why the system refused, in its own words.
enum SystemReason {
    /// For the call of this thread that failed last.
    static var last: String { unsafe String(cString: strerror(errno)) }

    /// For an error of Foundation's, whose own text is made for programmers.
    static func of(_ error: any Error) -> String {
        guard let code = (error as? CocoaError)?.underlying.flatMap({ $0 as? POSIXError })?.code else {
            return "it cannot be read or made"
        }
        return unsafe String(cString: strerror(code.rawValue))
    }
}
