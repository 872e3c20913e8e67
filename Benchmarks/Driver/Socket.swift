internal import Glibc

/// A socket of the driver's own side, at 127.0.0.1.
struct Socket {
    /// No socket could be made, bound or connected.
    struct Failure: Error {
        let code: CInt
    }

    let descriptor: CInt

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func make(
        _ port: UInt16, _ use: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) throws(Failure) -> Socket {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = address(port)
        let result = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe use(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, result == 0 else { throw Failure(code: errno) }
        return Socket(descriptor: descriptor)
    }

    /// One that listens at a free port.
    static func listening() throws(Failure) -> (socket: Socket, port: UInt16) {
        let socket = try unsafe make(0) { unsafe bind($0, $1, $2) }
        guard listen(socket.descriptor, 1_024) == 0 else { throw Failure(code: errno) }
        var bound = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &bound) { bound in
            unsafe bound.withMemoryRebound(to: sockaddr.self, capacity: 1) { bound in
                unsafe getsockname(socket.descriptor, bound, &length)
            }
        }
        guard result == 0 else { throw Failure(code: errno) }
        return (socket, UInt16(bigEndian: bound.sin_port))
    }

    /// One that is connected to a port.
    static func connected(to port: UInt16) throws(Failure) -> Socket {
        try unsafe make(port) { unsafe connect($0, $1, $2) }
    }

    /// The next connection to a socket that listens.
    func accepted() throws(Failure) -> Socket {
        let descriptor = accept(descriptor, nil, nil)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        return Socket(descriptor: descriptor)
    }

    /// Sends bytes that fit into the kernel's buffers.
    func send(_ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    }

    /// Receives what is there.
    ///
    /// - Returns: how many bytes; 0 where the other side has ended.
    func receive(_ buffer: inout [UInt8]) -> Int {
        max(0, unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) })
    }

    func close() { _ = Glibc.close(descriptor) }
}
