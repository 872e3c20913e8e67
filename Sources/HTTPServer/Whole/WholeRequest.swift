/// A request that was read to its end before its handler was called: for handlers off the path of forwarding.
package struct WholeRequest: Sendable {
    /// The method, as received.
    package var method: String
    /// The path of the target, as received, without the query.
    package var path: String
    /// What followed the first `?`, as received; `nil` where there was none.
    package var query: String?
    /// The field lines in their order, names as received.
    package var fields: [(name: String, value: String)]
    /// The content, with transfer coding removed.
    package var content: [UInt8]
    /// The other end of the connection, as `127.0.0.1:54321` or `[::1]:54321`: the client, or the last proxy before us.
    package var peer: String
    /// The client's address without the port, IPv6 without brackets: what failures are counted by. Where a trusted proxy
    /// tells it, that which it tells; otherwise the peer's.
    package var clientAddress: String

    package init(
        method: String, path: String, query: String? = nil, fields: [(name: String, value: String)] = [],
        content: [UInt8] = [], peer: String = ""
    ) {
        clientAddress = Self.host(of: peer)
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.content = content
        self.peer = peer
    }

    /// What stands before the last colon, without the brackets of an IPv6 address.
    private static func host(of peer: String) -> String {
        guard let colon = peer.utf8.lastIndex(of: UInt8(ascii: ":")) else { return peer }
        let host = peer[..<colon]
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
    }

    /// The values of every field line with this name, in order; names compare case-insensitively (RFC 9110 §5.1).
    package func values(of name: String) -> [String] {
        let name = name.lowercased()
        return fields.compactMap { $0.name.lowercased() == name ? $0.value : nil }
    }
}

/// The response to a ``WholeRequest``. `Content-Length`, `Date` and `Connection` are the server's to add.
package struct WholeResponse: Sendable {
    /// The status code, 200 to 599.
    package var status: Int
    /// The field lines, in the order they are written.
    package var fields: [(name: String, value: String)]
    /// The content.
    package var content: [UInt8]

    package init(status: Int, fields: [(name: String, value: String)] = [], content: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.content = content
    }
}
