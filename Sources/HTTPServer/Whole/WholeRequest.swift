internal import HTTPCodec

/// A request that was read to its end before its handler was called: for handlers off the path of forwarding.
///
/// The head is kept as the bytes that it came as, in one copy; text is made of a part when somebody asks for it.
package struct WholeRequest: Sendable {
    /// The content, with transfer coding removed.
    package var content: [UInt8]

    private let head: [UInt8]
    private let methodRange: ByteRange
    private let pathRange: ByteRange
    private let queryRange: ByteRange?
    private let lines: [FieldLine]
    private let peerText: [UInt8]
    private let client: NetworkAddress?

    /// Copies a head out of the bytes it arrived in.
    init(_ exchange: Exchange, _ bytes: Span<UInt8>) {
        let head = exchange.head
        self.head = unsafe bytes.extracting(first: head.byteCount).withUnsafeBufferPointer { unsafe Array($0) }
        methodRange = head.methodName
        pathRange = head.path
        queryRange = head.query
        lines = Array(head.fields.lines)
        peerText = exchange.peer
        client = exchange.clientAddress
        content = []
    }

    /// A request out of its parts; see the properties of the same names.
    package init(
        method: String, path: String, query: String? = nil, fields: [(name: String, value: String)] = [],
        content: [UInt8] = [], peer: String = ""
    ) {
        var head: [UInt8] = []
        let append = { (text: String) in
            head += Array(text.utf8)
            return ByteRange(start: head.count - text.utf8.count, count: text.utf8.count)
        }
        methodRange = append(method)
        pathRange = append(path)
        queryRange = query.map(append)
        lines = fields.map { FieldLine(name: append($0.name), value: append($0.value), known: .other) }
        self.head = head
        self.content = content
        peerText = Array(peer.utf8)
        client = nil
    }

    // MARK: As text

    /// The method, as received.
    package var method: String { text(methodRange) }
    /// The path of the target, as received, without the query.
    package var path: String { text(pathRange) }
    /// What followed the first `?`, as received; `nil` where there was none.
    package var query: String? { queryRange.map(text) }
    /// The field lines in their order, names as received.
    package var fields: [(name: String, value: String)] { lines.map { (text($0.name), text($0.value)) } }
    /// The other end of the connection, as `127.0.0.1:54321` or `[::1]:54321`: the client, or the last proxy before us.
    package var peer: String { String(decoding: peerText, as: UTF8.self) }
    /// The client's address without the port, IPv6 without brackets: what failures are counted by. Where a trusted proxy
    /// tells it, that which it tells; otherwise the peer's.
    package var clientAddress: String { client.map { "\($0)" } ?? Self.host(of: peer) }

    /// The values of every field line with this name, in order; names compare case-insensitively (RFC 9110 §5.1).
    package func values(of name: String) -> [String] {
        let name = Array(name.utf8)
        return lines.filter { $0.name.of(head.span).equalsIgnoringCase(name.span) }.map { text($0.value) }
    }

    private func text(_ range: ByteRange) -> String {
        unsafe range.of(head.span).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// What stands before the last colon, without the brackets of an IPv6 address.
    private static func host(of peer: String) -> String {
        guard let colon = peer.utf8.lastIndex(of: UInt8(ascii: ":")) else { return peer }
        let host = peer[..<colon]
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
    }

    // MARK: As bytes

    /// Whether the method is this one.
    package func isMethod(_ name: StaticString) -> Bool { methodRange.of(head.span).equals(name) }

    /// Whether the path is this one.
    package func isPath(_ path: StaticString) -> Bool { pathRange.of(head.span).equals(path) }

    /// The bytes of the query; none where there is no query.
    package var queryBytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { (queryRange ?? .empty).of(head.span) }
    }

    /// How many field lines have a name, which is given in lower case.
    package func count(of name: StaticString) -> Int {
        var count = 0
        for line in lines where line.name.of(head.span).equalsIgnoringCase(name) { count += 1 }
        return count
    }

    /// The value of the first field line with a name, which is given in lower case; no bytes where there is none.
    @_lifetime(borrow self)
    package func value(of name: StaticString) -> Span<UInt8> {
        let line = lines.first { $0.name.of(head.span).equalsIgnoringCase(name) }
        return (line?.value ?? .empty).of(head.span)
    }
}
