package import HTTPServer

/// By which names the management address may be called, and from which pages.
///
/// A page of somebody else can have its own name resolve to 127.0.0.1 (DNS rebinding): to the browser it then is of one
/// origin with us. What it cannot do is to send another name than its own, so the name is looked at.
package struct HostRule: Sendable {
    /// The host and port by which requests come.
    private let hosts: Set<String>
    /// Where any address of the machine is listened at: an address is no name, and cannot be made to lead here.
    private let anyAddressAtPort: UInt16?
    /// `scheme://host[:port]` by which browsers reach the address; `nil` where nothing is said.
    let origin: String?
    /// The origin that links to the console begin with.
    package let address: String

    /// - Parameters:
    ///   - address: where it listens, with the port that it came to.
    ///   - origin: ``Configuration``'s `management.origin`, in lower case and without a default port.
    package init(address: SocketAddress, origin: String?) {
        let text = address.description.lowercased()
        let port = text.split(separator: ":").last.map(String.init) ?? ""
        var hosts: Set<String> = [text]
        for name in ["localhost", "127.0.0.1", "[::1]"] {
            hosts.insert(name + ":" + port)
            // The port that a browser leaves out.
            if port == "80" { hosts.insert(name) }
        }
        if let origin { hosts.formUnion(Self.hosts(of: origin)) }
        self.hosts = hosts
        self.origin = origin
        self.address = origin ?? "http://" + text
        let isAny = text.hasPrefix("0.0.0.0:") || text.hasPrefix("[::]:")
        anyAddressAtPort = isAny ? UInt16(port) : nil
    }

    /// Whether browsers reach it over TLS.
    var isSecure: Bool { origin?.hasPrefix("https://") ?? false }

    /// - Throws: 421 where the request is not for a name of ours (RFC 9110 §15.5.20).
    func check(_ request: WholeRequest) throws(Problem) {
        let values = request.values(of: "Host")
        guard values.count == 1, isOwn(values[0].lowercased()) else {
            throw Problem(
                421, .hostUnknown,
                "Nothing is served by this name. Call the management address by its own, or set management.origin.")
        }
    }

    private func isOwn(_ host: String) -> Bool {
        if hosts.contains(host) { return true }
        guard let port = anyAddressAtPort, host.hasSuffix(":\(port)") else { return false }
        let name = host.dropLast("\(port)".utf8.count + 1)
        // Digits and dots make no name that resolves; brackets hold an address of version 6.
        return name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") } && name.contains(".")
            || name.hasPrefix("[") && name.hasSuffix("]")
    }

    /// Whether `Origin` is that of a page which we have served.
    func isOwn(origin: String, _ request: WholeRequest) -> Bool {
        if let own = self.origin, origin == own { return true }
        guard let host = request.values(of: "Host").first?.lowercased() else { return false }
        // By the name that has an origin of its own, no other scheme is ours: whoever can answer for it in clear text is not.
        if let own = self.origin, Self.hosts(of: own).contains(host) { return false }
        return origin == "http://" + host
    }

    private static func hosts(of origin: String) -> [String] {
        let halves = origin.split(separator: "/", omittingEmptySubsequences: true)
        guard halves.count == 2 else { return [] }
        let host = String(halves[1])
        let hasPort = host.drop { $0 != "]" }.contains(":") || !host.hasPrefix("[") && host.contains(":")
        return hasPort ? [host] : [host, host + (halves[0] == "https:" ? ":443" : ":80")]
    }
}
