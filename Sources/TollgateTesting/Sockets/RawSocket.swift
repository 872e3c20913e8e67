internal import Glibc

/// The system calls of raw sockets on 127.0.0.1.
enum RawSocket {
    static func make() throws(SocketFailure) -> CInt {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        try check("socket", descriptor)
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        return descriptor
    }

    static func check(_ call: String, _ result: CInt) throws(SocketFailure) {
        guard result >= 0 else { throw .system(call: call, code: errno) }
    }

    static func set(_ descriptor: CInt, _ level: CInt, _ option: CInt, _ value: CInt) {
        var value = value
        unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<CInt>.size))
    }

    static func bind(_ descriptor: CInt, port: UInt16) throws(SocketFailure) {
        try check("bind", unsafe withAddress(port) { unsafe Glibc.bind(descriptor, $0, $1) })
    }

    static func connect(_ descriptor: CInt, to port: UInt16) throws(SocketFailure) {
        try check("connect", unsafe withAddress(port) { unsafe Glibc.connect(descriptor, $0, $1) })
    }

    /// The port that a socket is bound to.
    static func port(of descriptor: CInt) throws(SocketFailure) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        try check("getsockname", result)
        return UInt16(bigEndian: address.sin_port)
    }

    /// Waits until the descriptor is ready, or broken; whether it was in time.
    static func wait(_ descriptor: CInt, for events: CInt, _ milliseconds: CInt) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
