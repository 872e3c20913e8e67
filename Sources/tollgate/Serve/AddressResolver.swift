import Configuration
import Glibc

/// Turns the names of a configuration into addresses; blocks, so only ``NameLookup`` calls it.
enum AddressResolver {
    /// Every address of a host, as literals without brackets, in an order that stays the same while the addresses do.
    ///
    /// - Throws: ``CommandFailure`` where the name has no address.
    static func literals(for host: HostAndPort, named name: String) throws(CommandFailure) -> [String] {
        if host.address != nil { return [host.host] }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host.host, nil, &hints, &list)
        defer { if unsafe list != nil { unsafe freeaddrinfo(list) } }
        guard code == 0 else {
            throw CommandFailure(
                "\(name): the name \(host.host) has no address (\(unsafe String(cString: gai_strerror(code))))")
        }
        var literals: Set<String> = []
        var next = unsafe list
        while let entry = unsafe next {
            if let literal = unsafe literal(entry.pointee) { literals.insert(literal) }
            unsafe next = unsafe entry.pointee.ai_next
        }
        guard !literals.isEmpty else { throw CommandFailure("\(name): the address of \(host.host) cannot be written") }
        return literals.sorted { (isVersion6($0) ? 1 : 0, $0) < (isVersion6($1) ? 1 : 0, $1) }
    }

    private static func isVersion6(_ literal: String) -> Bool { literal.utf8.contains(UInt8(ascii: ":")) }

    private static func literal(_ entry: addrinfo) -> String? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = unsafe text.withUnsafeMutableBufferPointer { text in
            unsafe getnameinfo(
                entry.ai_addr, entry.ai_addrlen, text.baseAddress, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        }
        guard code == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
