/// One element of a `Forwarded` field (RFC 7239 §4): what one proxy says of the request that it was sent.
struct ForwardedElement: Hashable {
    /// Where the proxy's own client was: `for`.
    enum Node: Hashable {
        /// Not told.
        case missing
        /// `unknown`, or a name that only the proxy understands (§6.3).
        case hidden
        case address(NetworkAddress)
    }

    private(set) var node = Node.missing
    /// Whether `proto` is `https`; `nil` where it is neither that nor `http`, or not told.
    private(set) var isSecure: Bool?
    /// Where `host` lies in the element, without quotes; `nil` where it is not told, or no host.
    private(set) var host: ByteRange?

    /// Reads `[ forwarded-pair ] *( ";" [ forwarded-pair ] )`; `nil` where the element is malformed.
    init?(_ text: Span<UInt8>) {
        var seen: UInt8 = 0
        var position = 0
        while position < text.count {
            if text[position] == ASCII.semicolon {
                position += 1
                continue
            }
            guard let pair = Pair(text, at: &position) else { return nil }
            guard position == text.count || text[position] == ASCII.semicolon else { return nil }
            // No parameter may come twice in an element (§4).
            let kind = Self.kind(pair.name.of(text))
            guard kind == 0 || seen & kind == 0 else { return nil }
            seen |= kind
            guard take(pair, kind, text) else { return nil }
        }
    }

    private static func kind(_ name: Span<UInt8>) -> UInt8 {
        if name.equalsIgnoringCase("for".utf8.span) { return 1 }
        if name.equalsIgnoringCase("proto".utf8.span) { return 2 }
        if name.equalsIgnoringCase("host".utf8.span) { return 4 }
        return name.equalsIgnoringCase("by".utf8.span) ? 8 : 0
    }

    private mutating func take(_ pair: Pair, _ kind: UInt8, _ text: Span<UInt8>) -> Bool {
        let value = pair.value.of(text)
        switch kind {
        case 1:
            guard !pair.hasEscapes, let node = Self.node(value) else { return false }
            self.node = node
        case 2:
            if value.equalsIgnoringCase("https".utf8.span) { isSecure = true }
            if value.equalsIgnoringCase("http".utf8.span) { isSecure = false }
        case 4: if !pair.hasEscapes, HostGrammar.matches(value) { host = pair.value }
        default: break
        }
        return true
    }

    /// `nodename [ ":" node-port ]` (§6).
    static func node(_ text: Span<UInt8>) -> Node? {
        guard text.count > 0 else { return nil }
        var end = 0
        if text[0] == 0x5B {
            while end < text.count, text[end] != 0x5D { end += 1 }
            end += 1
        } else {
            while end < text.count, text[end] != ASCII.colon { end += 1 }
        }
        guard end <= text.count, end == text.count || isPort(text.extracting(end..<text.count)) else { return nil }
        let name = text.extracting(0..<end)
        if text[0] == 0x5B {
            let inner = name.extracting(1..<end - 1)
            guard hasColon(inner) else { return nil }
            return NetworkAddress(inner).map { .address($0) }
        }
        if name.equalsIgnoringCase("unknown".utf8.span) || isObfuscated(name) { return .hidden }
        return NetworkAddress(name).map { .address($0) }
    }

    private static func hasColon(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == ASCII.colon { return true }
        return false
    }

    /// `":" ( 1*5DIGIT / obfport )`.
    private static func isPort(_ text: Span<UInt8>) -> Bool {
        guard text.count > 1, text[0] == ASCII.colon else { return false }
        let port = text.extracting(1..<text.count)
        if isObfuscated(port) { return true }
        guard port.count <= 5 else { return false }
        for index in port.indices where port[index] < 0x30 || port[index] > 0x39 { return false }
        return true
    }

    /// `"_" 1*( ALPHA / DIGIT / "." / "_" / "-" )` (§6.3).
    private static func isObfuscated(_ text: Span<UInt8>) -> Bool {
        guard text.count > 1, text[0] == 0x5F else { return false }
        for index in text.indices {
            switch text[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: continue
            default: return false
            }
        }
        return true
    }

    /// `token "=" ( token / quoted-string )`.
    private struct Pair {
        let name: ByteRange
        /// Without quotes, and with its escapes as they stand.
        let value: ByteRange
        let hasEscapes: Bool

        init?(_ text: Span<UInt8>, at position: inout Int) {
            let start = position
            while position < text.count, ByteClass.isToken(text[position]) { position += 1 }
            guard position > start, position + 1 < text.count, text[position] == 0x3D else { return nil }
            name = ByteRange(start: start, count: position - start)
            position += 1
            let first = position
            if text[position] != 0x22 {
                while position < text.count, ByteClass.isToken(text[position]) { position += 1 }
                guard position > first else { return nil }
                value = ByteRange(start: first, count: position - first)
                hasEscapes = false
                return
            }
            position += 1
            var hasEscapes = false
            while position < text.count, text[position] != 0x22 {
                if text[position] == 0x5C {
                    hasEscapes = true
                    position += 1
                }
                position += 1
            }
            guard position < text.count else { return nil }
            value = ByteRange(start: first + 1, count: position - first - 1)
            self.hasEscapes = hasEscapes
            position += 1
        }
    }
}
