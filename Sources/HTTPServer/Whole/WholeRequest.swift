internal import HTTPCodec

/// A request that was read to its end before its handler was called: for handlers off the path of forwarding.
///
/// The head is kept as the bytes that it came as, in one copy; text is made of a part when somebody asks for it.
package struct WholeRequest: Sendable {
    /// The content, with transfer coding removed.
    package var content: [UInt8]

    /// The bytes of the head.
    private let bytes: [UInt8]
    private let head: Head

    /// What the head says and who sent it, in one object: a request changes hands without the users of each part being
    /// counted.
    private final class Head: Sendable {
        let method: ByteRange
        let path: ByteRange
        let query: ByteRange?
        let lines: [FieldLine]
        let peer: [UInt8]
        let client: NetworkAddress?

        init(
            method: ByteRange, path: ByteRange, query: ByteRange?, lines: [FieldLine], peer: [UInt8],
            client: NetworkAddress?
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.lines = lines
            self.peer = peer
            self.client = client
        }
    }

    /// Copies a head out of the bytes it arrived in.
    init(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) {
        let count = head.byteCount
        self.bytes = unsafe bytes.extracting(first: count).withUnsafeBufferPointer { unsafe Array($0) }
        self.head = Head(
            method: head.methodName, path: head.path, query: head.query, lines: Array(head.fields.lines),
            peer: exchange.peer, client: exchange.clientAddress)
        content = []
    }

    /// A request out of its parts; see the properties of the same names.
    package init(
        method: String, path: String, query: String? = nil, fields: [(name: String, value: String)] = [],
        content: [UInt8] = [], peer: String = ""
    ) {
        var bytes: [UInt8] = []
        let append = { (text: String) in
            bytes += Array(text.utf8)
            return ByteRange(start: bytes.count - text.utf8.count, count: text.utf8.count)
        }
        let (method, path, query) = (append(method), append(path), query.map(append))
        let lines = fields.map { FieldLine(name: append($0.name), value: append($0.value), known: .other) }
        self.bytes = bytes
        head = Head(method: method, path: path, query: query, lines: lines, peer: Array(peer.utf8), client: nil)
        self.content = content
    }

    // MARK: As text

    /// The method, as received.
    package var method: String { text(head.method) }
    /// The path of the target, as received, without the query.
    package var path: String { text(head.path) }
    /// What followed the first `?`, as received; `nil` where there was none.
    package var query: String? { head.query.map(text) }
    /// The field lines in their order, names as received.
    package var fields: [(name: String, value: String)] { head.lines.map { (text($0.name), text($0.value)) } }
    /// The other end of the connection, as `127.0.0.1:54321` or `[::1]:54321`: the client, or the last proxy before us.
    package var peer: String { String(decoding: head.peer, as: UTF8.self) }
    /// The client's address without the port, IPv6 without brackets: what failures are counted by. Where a trusted proxy
    /// tells it, that which it tells; otherwise the peer's.
    package var clientAddress: String { head.client.map { "\($0)" } ?? Self.host(of: peer) }

    /// The values of every field line with this name, in order; names compare case-insensitively (RFC 9110 §5.1).
    package func values(of name: String) -> [String] {
        let name = Array(name.utf8)
        return head.lines.filter { $0.name.of(bytes.span).equalsIgnoringCase(name.span) }.map { text($0.value) }
    }

    private func text(_ range: ByteRange) -> String {
        unsafe range.of(bytes.span).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// What stands before the last colon, without the brackets of an IPv6 address.
    private static func host(of peer: String) -> String {
        guard let colon = peer.utf8.lastIndex(of: UInt8(ascii: ":")) else { return peer }
        let host = peer[..<colon]
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
    }

    // MARK: As bytes

    /// Whether the method is this one.
    package func isMethod(_ name: StaticString) -> Bool { head.method.of(bytes.span).equals(name) }

    /// Whether the path is this one.
    package func isPath(_ path: StaticString) -> Bool { head.path.of(bytes.span).equals(path) }

    /// The bytes of the query; none where there is no query.
    package var queryBytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { (head.query ?? .empty).of(bytes.span) }
    }

    /// How many field lines have a name, which is given in lower case.
    package func count(of name: StaticString) -> Int {
        var count = 0
        for line in head.lines where line.name.of(bytes.span).equalsIgnoringCase(name) { count += 1 }
        return count
    }

    /// The value of the first field line with a name, which is given in lower case; no bytes where there is none.
    @_lifetime(borrow self)
    package func value(of name: StaticString) -> Span<UInt8> {
        let line = head.lines.first { $0.name.of(bytes.span).equalsIgnoringCase(name) }
        return (line?.value ?? .empty).of(bytes.span)
    }
}
