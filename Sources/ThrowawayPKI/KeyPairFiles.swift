#if canImport(Glibc)
    import Glibc
#endif

/// The pairs `NAME.pem` and `NAME.key` of a folder, written once and never changed.
struct KeyPairFiles {
    let folder: String

    /// Makes the folder, for its owner only where nothing else is said, unless it is there.
    func makeFolder(mode: mode_t = 0o700) throws(ThrowawayError) {
        if unsafe mkdir(folder, mode) != 0, errno != EEXIST { throw .file(folder, errno: errno) }
    }

    /// The pair, or `nil` where neither file is there.
    func read(_ name: String) throws(ThrowawayError) -> (certificatePEM: String, keyPEM: String)? {
        switch (try contents(of: name + ".pem"), try contents(of: name + ".key")) {
        case (nil, nil): nil
        case (let certificate?, let key?): (certificate, key)
        default: throw .halfAPair(name)
        }
    }

    /// Writes both files, the key first, and returns their names.
    func write(_ name: String, certificatePEM: String, keyPEM: String) throws(ThrowawayError) -> [String] {
        try write(Array(keyPEM.utf8), to: name + ".key", mode: 0o600)
        try write(Array(certificatePEM.utf8), to: name + ".pem", mode: 0o644)
        return [name + ".pem", name + ".key"]
    }

    /// Writes a file that everybody may read, unless it is there, and tells whether it did.
    func writePublic(_ name: String, _ bytes: [UInt8]) throws(ThrowawayError) -> Bool {
        do throws(ThrowawayError) {
            try write(bytes, to: name, mode: 0o644)
            return true
        } catch {
            if error == .file(name, errno: EEXIST) { return false }
            throw error
        }
    }

    /// `O_EXCL` makes checking and writing one step: a file that is there is never overwritten, and the mode is right
    /// from the first byte on.
    private func write(_ bytes: [UInt8], to name: String, mode: mode_t) throws(ThrowawayError) {
        let descriptor = unsafe open(folder + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .file(name, errno: errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count > 0 else { throw .file(name, errno: errno) }
            rest = rest.dropFirst(count)
        }
    }

    private func contents(of name: String) throws(ThrowawayError) -> String? {
        let descriptor = unsafe open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .file(name, errno: errno)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe block.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count >= 0 else { throw .file(name, errno: errno) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += block.prefix(count)
        }
    }
}
