import Configuration
import Glibc
import HTTPServer

/// Turns the names of a configuration into addresses; blocks, so never on a loop.
enum AddressResolver {
    /// The first address of a host, as a literal without brackets.
    ///
    /// - Throws: ``CommandFailure`` where the name has no address.
    static func literal(for host: HostAndPort, named name: String) throws(CommandFailure) -> String {
        if host.address != nil { return host.host }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host.host, nil, &hints, &list)
        defer { unsafe freeaddrinfo(list) }
        guard code == 0, let first = unsafe list, let address = unsafe first.pointee.ai_addr else {
            throw CommandFailure(
                "\(name): the name \(host.host) has no address (\(unsafe String(cString: gai_strerror(code))))")
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let named = unsafe text.withUnsafeMutableBufferPointer { text in
            unsafe getnameinfo(
                address, first.pointee.ai_addrlen, text.baseAddress, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        }
        guard named == 0 else { throw CommandFailure("\(name): the address of \(host.host) cannot be written") }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Where a listener listens.
    static func listener(_ host: HostAndPort) throws(CommandFailure) -> SocketAddress {
        let literal = try literal(for: host, named: "listen \(host)")
        guard let address = SocketAddress(host: literal, port: host.port) else {
            throw CommandFailure("listen \(host): \(literal) is not an address that can be listened on")
        }
        return address
    }
}
