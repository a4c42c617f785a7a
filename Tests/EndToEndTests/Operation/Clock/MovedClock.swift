import Foundation
import ServiceHarness

/// A wall clock of its own for one process: a small library in front of the C library's moves it while the process runs.
///
/// The clocks that cannot be set are left alone, as they are where an operator sets the real one.
struct MovedClock {
    private let folder: URL
    private var library: URL { folder.appending(path: "moved-clock.so") }
    private var state: URL { folder.appending(path: "moved-clock") }

    /// Compiles the library into a folder that exists.
    init(in folder: URL) async throws {
        self.folder = folder
        let source = folder.appending(path: "moved-clock.c")
        try Data(Self.source.utf8).write(to: source)
        try Data(repeating: 0, count: 16).write(to: folder.appending(path: "moved-clock"))
        let compiled = try await Tool.run(
            "cc", ["-shared", "-fPIC", "-O1", "-o", folder.appending(path: "moved-clock.so").path, source.path])
        guard compiled.code == 0 else { throw HarnessError.notStarted(compiled.output) }
    }

    /// The service, with this wall clock.
    var program: ServedProgram {
        .cpsd(behind: library, "MOVED_CLOCK=\(state.path)")
    }

    /// Sets the clock to so many seconds after the machine's.
    func set(ahead seconds: Int64) throws { try write(seconds, 0) }

    /// Stops the clock at this moment.
    func stop() throws { try write(0, Int64(Date().timeIntervalSince1970)) }

    /// In place: the library has the file mapped.
    private func write(_ ahead: Int64, _ still: Int64) throws {
        let file = try FileHandle(forWritingTo: state)
        defer { try? file.close() }
        let bytes = [ahead, still].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        try file.write(contentsOf: Data(bytes))
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        /* ahead[0]: seconds after the machine's clock; ahead[1]: where it stands still, what it shows. */
        static volatile int64_t *ahead;
        static int (*real_clock_gettime)(clockid_t, struct timespec *);

        __attribute__((constructor)) static void begin(void) {
            real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int file = open(getenv("MOVED_CLOCK"), O_RDONLY);
            void *map = mmap(0, 16, PROT_READ, MAP_SHARED, file, 0);
            close(file);
            if (map == MAP_FAILED) abort();
            ahead = map;
        }

        int clock_gettime(clockid_t clock, struct timespec *time) {
            if (!real_clock_gettime)
                real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int result = real_clock_gettime(clock, time);
            if (result == 0 && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
                time->tv_sec += ahead[0];
                if (ahead[1]) *time = (struct timespec){ahead[1], 0};
            }
            return result;
        }

        int gettimeofday(struct timeval *restrict now, void *restrict zone) {
            struct timespec time;
            int result = clock_gettime(CLOCK_REALTIME, &time);
            if (now) *now = (struct timeval){time.tv_sec, time.tv_nsec / 1000};
            return result;
        }

        time_t time(time_t *now) {
            struct timespec time;
            clock_gettime(CLOCK_REALTIME, &time);
            if (now) *now = time.tv_sec;
            return time.tv_sec;
        }
        """#
}
