extension ProxyHeader {
    /// Signature, version and command, family and protocol, length, addresses, TLVs (§2.2).
    static func readBinary(_ bytes: Span<UInt8>) throws(Fault) -> ProxyHeader? {
        guard begins(bytes, "\r\n\r\n\0\r\nQUIT\n") else { throw Fault() }
        if bytes.count > 12 {
            guard bytes[12] == 0x20 || bytes[12] == 0x21 else { throw Fault() }
        }
        guard bytes.count >= 16 else { return nil }
        let isLocal = bytes[12] == 0x20
        let length = Int(bytes[14]) << 8 | Int(bytes[15])
        guard 16 + length <= longestBinary else { throw Fault() }
        // Of a connection of the load balancer's own the family and the addresses mean nothing.
        let addressLength = isLocal ? 0 : try addressLength(bytes[13])
        guard length >= addressLength else { throw Fault() }
        guard bytes.count >= 16 + length else { return nil }
        let content = bytes.extracting(16..<16 + length)
        if isLocal { return ProxyHeader(source: .local, byteCount: 16 + length) }
        // Of what nobody knows not even the rest is known (§2.2: a receiver ignores it).
        if bytes[13] != 0x00 { try checkTLVs(content.extracting(addressLength..<length)) }
        return ProxyHeader(source: source(bytes[13], content), byteCount: 16 + length)
    }

    /// Bytes of both addresses and both ports. Datagrams do not arrive over a stream.
    private static func addressLength(_ family: UInt8) throws(Fault) -> Int {
        switch family {
        case 0x00: 0
        case 0x11: 12
        case 0x21: 36
        case 0x31: 216
        default: throw Fault()
        }
    }

    private static func source(_ family: UInt8, _ content: Span<UInt8>) -> Source {
        switch family {
        case 0x11: NetworkAddress(bytes: content.extracting(0..<4)).map { .address($0) } ?? .unknown
        case 0x21: NetworkAddress(bytes: content.extracting(0..<16)).map { .address($0) } ?? .unknown
        default: .unknown
        }
    }

    /// A type, two bytes of length, a value: passed over, but they must fill the header exactly.
    private static func checkTLVs(_ bytes: Span<UInt8>) throws(Fault) {
        var position = 0
        while position < bytes.count {
            guard position + 3 <= bytes.count else { throw Fault() }
            position += 3 + Int(bytes[position + 1]) << 8 + Int(bytes[position + 2])
        }
        guard position == bytes.count else { throw Fault() }
    }
}
