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
        while let entry = unsafe next, let address = unsafe entry.pointee.ai_addr {
            switch unsafe entry.pointee.ai_family {
            case AF_INET:
                unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                    let found = unsafe withUnsafeBytes(of: address.pointee.sin_addr) { unsafe Array($0) }
                    addresses.append(HostAddress(bytes: found))
                }
            case AF_INET6:
                unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                    let found = unsafe withUnsafeBytes(of: address.pointee.sin6_addr) { unsafe Array($0) }
                    addresses.append(HostAddress(bytes: found))
                }
            default: break
            }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }
}
