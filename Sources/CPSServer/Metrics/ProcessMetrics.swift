internal import CoreMetrics
internal import Foundation
internal import Glibc

/// What the system knows of this process, under the names that Prometheus's own libraries use.
struct ProcessMetrics: Sendable {
    private let processor: Meter
    private let resident: Meter
    private let virtual: Meter
    private let threads: Meter
    private let descriptors: Meter
    private let mostDescriptors: Meter
    private let start: Meter
    private let ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    private let pageBytes = Double(sysconf(Int32(_SC_PAGESIZE)))

    /// Makes the handles.
    init(_ factory: any MetricsFactory) {
        func meter(_ label: String) -> Meter { Meter(label: label, factory: factory) }
        processor = meter("process_cpu_seconds_total")
        resident = meter("process_resident_memory_bytes")
        virtual = meter("process_virtual_memory_bytes")
        threads = meter("process_threads")
        descriptors = meter("process_open_fds")
        mostDescriptors = meter("process_max_fds")
        start = meter("process_start_time_seconds")
    }

    /// Looks, and shows what there is; what cannot be read stays as it was.
    func show() {
        if let fields = Self.statistics {
            // Numbered from 1 in proc(5), and here from the third on.
            func field(_ number: Int) -> Double { Double(fields[number - 3]) ?? .nan }
            processor.set((field(14) + field(15)) / ticksPerSecond)
            threads.set(field(20))
            virtual.set(field(23))
            resident.set(field(24) * pageBytes)
            if let boot = Self.bootSeconds { start.set(boot + field(22) / ticksPerSecond) }
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            descriptors.set(open.count)
        }
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            mostDescriptors.set(Double(limit.rlim_cur))
        }
    }

    /// The fields of `/proc/self/stat` behind the program's name, which may hold anything.
    private static var statistics: [Substring]? {
        guard let text = read("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
        return fields.count > 22 ? fields : nil
    }

    /// When the machine was started, in seconds since 1970.
    private static var bootSeconds: Double? {
        read("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
            .flatMap { Double($0.dropFirst("btime ".count)) }
    }

    private static func read(_ path: String) -> String? {
        // A file of the system's says no size: it is read to its end.
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
