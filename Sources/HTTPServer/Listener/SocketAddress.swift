internal import CLinux
internal import EventLoop
internal import Glibc
package import HTTPCodec

/// An IPv4 or IPv6 address and port.
@safe
package struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
    private let storage: sockaddr_storage

    init(_ storage: sockaddr_storage) { self.storage = storage }

    /// From an IP literal, without brackets, and a port; `nil` where the text is no such literal.
    package init?(host: String, port: UInt16) {
        var storage = sockaddr_storage()
        let isSet = unsafe withUnsafeMutableBytes(of: &storage) { bytes -> Bool in
            guard let base = bytes.baseAddress else { return false }
            let four = unsafe base.assumingMemoryBound(to: sockaddr_in.self)
            if unsafe inet_pton(AF_INET, host, &four.pointee.sin_addr) == 1 {
                unsafe four.pointee.sin_family = sa_family_t(AF_INET)
                unsafe four.pointee.sin_port = port.bigEndian
                return true
            }
            let six = unsafe base.assumingMemoryBound(to: sockaddr_in6.self)
            guard unsafe inet_pton(AF_INET6, host, &six.pointee.sin6_addr) == 1 else { return false }
            unsafe six.pointee.sin6_family = sa_family_t(AF_INET6)
            unsafe six.pointee.sin6_port = port.bigEndian
            return true
        }
        guard isSet else { return nil }
        self.storage = storage
    }

    /// The address that a socket is bound to.
    init(localOf descriptor: CInt) throws(SystemError) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(descriptor, address, &length)
            }
        }
        try SystemError.check("getsockname", result)
        self.storage = storage
    }

    private var isIPv6: Bool { storage.ss_family == sa_family_t(AF_INET6) }

    /// The port, in host byte order.
    package var port: UInt16 {
        unsafe withUnsafeBytes(of: storage) { bytes in
            unsafe UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        }
    }

    /// The address without the port.
    package var networkAddress: NetworkAddress {
        unsafe withUnsafeBytes(of: storage) { bytes in
            let place = isIPv6 ? 8..<24 : 4..<8
            return unsafe NetworkAddress(bytes: Span(_unsafeBytes: bytes).extracting(place))
                ?? NetworkAddress(version4: 0)
        }
    }

    /// The address without the port; IPv6 without brackets.
    package var host: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let offset = isIPv6 ? 8 : 4
        unsafe withUnsafeBytes(of: storage) { bytes in
            unsafe text.withUnsafeMutableBufferPointer { text in
                _ = unsafe inet_ntop(
                    CInt(storage.ss_family), bytes.baseAddress?.advanced(by: offset), text.baseAddress,
                    socklen_t(text.count))
            }
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether family, address and port are the same; the C structure has bytes that mean nothing.
    package static func == (one: SocketAddress, other: SocketAddress) -> Bool { one.description == other.description }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }

    /// Such as `127.0.0.1:8080` or `[::1]:8080`.
    package var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// A listening socket on this address, shared with the other loops of the process.
    func makeListener() throws(SystemError) -> CInt {
        let descriptor = try SystemError.check("socket", clinux_stream_socket(CInt(storage.ss_family)))
        do throws(SystemError) {
            try prepare(descriptor)
            return descriptor
        } catch {
            _ = close(descriptor)
            throw error
        }
    }

    private func prepare(_ descriptor: CInt) throws(SystemError) {
        var one: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        for option in [SO_REUSEADDR, SO_REUSEPORT] {
            try SystemError.check("setsockopt", unsafe setsockopt(descriptor, SOL_SOCKET, option, &one, size))
        }
        if isIPv6 { unsafe setsockopt(descriptor, CInt(IPPROTO_IPV6), IPV6_V6ONLY, &one, size) }
        let length = socklen_t(isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafePointer(to: storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, length) }
        }
        try SystemError.check("bind", bound)
        try SystemError.check("listen", Glibc.listen(descriptor, 1_024))
    }
}
