import Glibc
import NIOCore
import NIOPosix

/// Finds the addresses of a name.
protocol NameResolver: Sendable {
    /// The addresses, in the order in which they are to be tried.
    func addresses(of host: String, until deadline: NIODeadline) async throws(FetchFailure) -> [HostAddress]
}

/// Asks the system, on threads of its own, since the system's look-up blocks and knows no deadline.
struct SystemNameResolver: NameResolver {
    private let threads: NIOThreadPool
    private let timer = MultiThreadedEventLoopGroup.singleton

    init() {
        threads = NIOThreadPool(numberOfThreads: 4)
        threads.start()
    }

    /// Ends the threads once what they are at is done.
    func shutDown() {
        threads.shutdownGracefully { _ in }
    }

    func addresses(of host: String, until deadline: NIODeadline) async throws(FetchFailure) -> [HostAddress] {
        let answer = FirstAnswer<[HostAddress]?>()
        let late = timer.next().scheduleTask(deadline: deadline) { answer.give(nil) }
        threads.submit { state in
            // Not begun before the deadline: nobody waits for it any more.
            guard state == .active, NIODeadline.now() < deadline else { return }
            answer.give(Self.lookUp(host))
        }
        let found = await answer.value
        late.cancel()
        guard let found else { throw .tooSlow }
        guard !found.isEmpty else { throw .unknownHost }
        return found
    }

    private static func lookUp(_ host: String) -> [HostAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe bytes(of: entry.pointee) { addresses.append(HostAddress(bytes: address)) }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    /// The 4 or 16 bytes of an address, by way of its text: which module of the system declares the fields of an address
    /// depends on what else a program imports.
    private static func bytes(of entry: addrinfo) -> [UInt8]? {
        guard let address = unsafe entry.ai_addr else { return nil }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard
            unsafe getnameinfo(
                address, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        // A link-local address comes with the name of its interface.
        guard let end = text.firstIndex(where: { $0 == 0 || $0 == CChar(UInt8(ascii: "%")) }) else { return nil }
        text[end] = 0
        var bytes = [UInt8](repeating: 0, count: unsafe entry.ai_family == AF_INET ? 4 : 16)
        guard unsafe inet_pton(entry.ai_family, text, &bytes) == 1 else { return nil }
        return bytes
    }
}
