/// What trusted proxies say of a request: who the client is, and how and under which name it was called.
///
/// The walk goes from the end of the list, past each address that is trusted, to the first that is not: that is the
/// client, because whom it names in turn nobody vouches for. Where all are trusted, the first in the list is. A malformed
/// or hidden element ends the walk: nothing in front of it is believed, and the client is who the walk had come to.
///
/// `X-Forwarded-For` and `Forwarded` are read alike. A proxy that adds to one of them passes the other on as it came, so
/// where both are there and name different clients, one of them is forged: the request is refused.
package struct Forwarding: Hashable, Sendable {
    /// Where the believed part of a list begins: which field line, and where in the head.
    package struct Beginning: Hashable, Sendable {
        package let line: Int
        package let offset: Int
    }

    /// The client.
    package private(set) var client: NetworkAddress
    /// Where the believed part of `X-Forwarded-For` begins; `nil` where nothing of it is.
    package private(set) var forwardedFor: Beginning?
    /// Where the believed part of `Forwarded` begins; `nil` where nothing of it is.
    package private(set) var forwarded: Beginning?
    /// Whether there is a `Forwarded` field, so that whoever reads it is told of this hop too.
    package private(set) var hasForwarded = false
    /// Whether the client's call was encrypted; `nil` where no trusted proxy says so.
    package private(set) var isSecure: Bool?
    /// The host that the client named, in the head; `nil` where no trusted proxy says so.
    package private(set) var host: ByteRange?

    /// Reads a head that a trusted proxy sent.
    ///
    /// - Parameters:
    ///   - bytes: what the ranges of the head point into.
    ///   - source: the proxy's address.
    ///   - networks: where trusted proxies are; the source is one.
    /// - Throws: ``MessageFault/forwarding`` where the fields contradict each other.
    package init(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, from source: NetworkAddress,
        trusting networks: TrustedNetworks
    ) throws(MessageFault) {
        client = source
        let hasFor = walkFor(head.fields, bytes, networks)
        let clientByFor = client
        client = source
        hasForwarded = walkForwarded(head.fields, bytes, networks)
        if hasFor {
            guard !hasForwarded || client == clientByFor else { throw .forwarding }
            client = clientByFor
        }
        try readScheme(head.fields, bytes)
        try readHost(head.fields, bytes)
    }

    // MARK: The walk

    /// Whether there is a list at all.
    private mutating func walkFor(
        _ fields: borrowing FieldSection, _ bytes: Span<UInt8>, _ networks: TrustedNetworks
    ) -> Bool {
        var isThere = false
        for index in fields.lines.indices.reversed() where fields.lines[index].known == .xForwardedFor {
            let line = fields.lines[index].value
            let value = line.of(bytes)
            var list = ReversedListReader(value, hasQuotes: false)
            while let element = list.previous() {
                isThere = true
                guard let address = Self.address(element.of(value)) else { return true }
                client = address
                forwardedFor = Beginning(line: index, offset: Int(line.start) + Int(element.start))
                guard networks.contains(address) else { return true }
            }
        }
        return isThere
    }

    /// An address as proxies write it there: bare, or with a port as in `Forwarded`.
    private static func address(_ text: Span<UInt8>) -> NetworkAddress? {
        if let address = NetworkAddress(text) { return address }
        guard case .address(let address) = ForwardedElement.node(text) else { return nil }
        return address
    }

    private mutating func walkForwarded(
        _ fields: borrowing FieldSection, _ bytes: Span<UInt8>, _ networks: TrustedNetworks
    ) -> Bool {
        var isThere = false
        for index in fields.lines.indices.reversed() where fields.lines[index].known == .forwarded {
            let line = fields.lines[index].value
            let value = line.of(bytes)
            var list = ReversedListReader(value, hasQuotes: true)
            while let place = list.previous() {
                isThere = true
                guard let element = ForwardedElement(place.of(value)), case .address(let address) = element.node else {
                    return true
                }
                client = address
                let offset = Int(line.start) + Int(place.start)
                forwarded = Beginning(line: index, offset: offset)
                isSecure = element.isSecure
                host = element.host.map { ByteRange(start: offset + Int($0.start), count: Int($0.count)) }
                guard networks.contains(address) else { return true }
            }
        }
        return isThere
    }

    // MARK: Scheme and host

    /// `X-Forwarded-Proto` counts where it is one word that is known; several hops in it say nothing certain.
    private mutating func readScheme(_ fields: borrowing FieldSection, _ bytes: Span<UInt8>) throws(MessageFault) {
        guard let value = Self.only(.xForwardedProto, fields) else { return }
        let isHTTPS = value.of(bytes).equalsIgnoringCase("https".utf8.span)
        guard isHTTPS || value.of(bytes).equalsIgnoringCase("http".utf8.span) else { return }
        guard isSecure == nil || isSecure == isHTTPS else { throw .forwarding }
        isSecure = isHTTPS
    }

    private mutating func readHost(_ fields: borrowing FieldSection, _ bytes: Span<UInt8>) throws(MessageFault) {
        guard let value = Self.only(.xForwardedHost, fields), HostGrammar.matches(value.of(bytes)) else { return }
        if let host, !host.of(bytes).equalsIgnoringCase(value.of(bytes)) { throw .forwarding }
        host = value
    }

    /// The value of a field that is there once.
    private static func only(_ name: FieldName, _ fields: borrowing FieldSection) -> ByteRange? {
        var found: ByteRange?
        for index in fields.lines.indices where fields.lines[index].known == name {
            guard found == nil else { return nil }
            found = fields.lines[index].value
        }
        return found
    }
}
