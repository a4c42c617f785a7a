import Foundation
import ServiceHarness
import Testing

/// Makes the disk of a ledger fail while a service runs: a small library stands between LMDB and the system, and fails
/// the calls that a file names. The service itself is as it is.
struct FailingDisk {
    /// A call that fails, and how.
    struct Fault: Sendable, CustomTestStringConvertible {
        /// Which: `write` of pages, `sync`, or the write of the page that makes a commit take effect (`meta`), which is
        /// done all the same, as on a disk that then fails to say so.
        let call: String
        /// The error of the system.
        let error: Int32

        var testDescription: String { "\(call) fails with \(unsafe String(cString: strerror(error)))" }
    }

    private let library: URL
    private let control: URL

    /// Builds the library in a folder.
    init(in folder: URL) async throws {
        let source = folder.appending(path: "failing-disk.c")
        library = folder.appending(path: "failing-disk.so")
        control = folder.appending(path: "failing-disk.txt")
        try Data(Self.source.utf8).write(to: source)
        try Data().write(to: control)
        let (code, output) = try await Tool.run(
            "clang", ["-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl"])
        guard code == 0 else { throw HarnessError.notStarted(output) }
    }

    /// The service with the library in front of it.
    var program: ServedProgram {
        .cpsd(behind: library, "FAULTS=\(control.path)")
    }

    /// Lets calls fail from now on, or none.
    func set(_ fault: Fault?) throws {
        try Data((fault.map { "\($0.call) \($0.error)" } ?? "").utf8).write(to: control)
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/uio.h>
        #include <unistd.h>

        static int is_ledger(int file) {
            char name[64], path[1024];
            snprintf(name, sizeof name, "/proc/self/fd/%d", file);
            ssize_t length = readlink(name, path, sizeof path - 1);
            if (length < 0) return 0;
            path[length] = 0;
            return strstr(path, "/ledger/data.mdb") != NULL;
        }

        static int fault(const char *call) {
            char kind[16] = "";
            int error = 0;
            FILE *file = fopen(getenv("FAULTS"), "re");
            if (!file) return 0;
            if (fscanf(file, "%15s %d", kind, &error) != 2 || strcmp(kind, call) != 0) error = 0;
            fclose(file);
            return error;
        }

        ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
            ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
            if (is_ledger(file)) {
                int is_meta = place < 8192, error = fault(is_meta ? "meta" : "write");
                if (error) {
                    if (is_meta) real(file, bytes, count, place);
                    errno = error;
                    return -1;
                }
            }
            return real(file, bytes, count, place);
        }

        ssize_t writev(int file, const struct iovec *parts, int count) {
            ssize_t (*real)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
            int error = is_ledger(file) ? fault("write") : 0;
            if (error) {
                errno = error;
                return -1;
            }
            return real(file, parts, count);
        }

        int fdatasync(int file) {
            int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
            int error = is_ledger(file) ? fault("sync") : 0;
            if (error) {
                errno = error;
                return -1;
            }
            return real(file);
        }
        """#
}
