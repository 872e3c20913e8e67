import Glibc

/// Sends bytes as they are to a port of this machine, and says what came back and how it ended.
enum RawClient {
    struct Failure: Error {
        let call: String
        let code: CInt
    }

    struct Reply: Hashable, Sendable {
        let text: String
        /// Whether the connection was reset instead of ended, so that a client may lose what was sent last.
        let isReset: Bool
    }

    static func send(_ message: String, to port: UInt16) throws -> Reply {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
        defer { close(descriptor) }
        try connect(descriptor, port)
        var rest = Array(message.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        return receive(descriptor)
    }

    private static func connect(_ descriptor: CInt, _ port: UInt16) throws {
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(call: "connect", code: errno) }
    }

    private static func receive(_ descriptor: CInt) -> Reply {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else {
                return Reply(text: String(decoding: bytes, as: UTF8.self), isReset: count < 0)
            }
            bytes += buffer.prefix(count)
        }
    }
}
