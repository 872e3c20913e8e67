extension ProxyHeader {
    /// `PROXY TCP4|TCP6 source destination port port CRLF`, or `PROXY UNKNOWN … CRLF` (§2.1).
    static func readText(_ bytes: Span<UInt8>) throws(Fault) -> ProxyHeader? {
        guard begins(bytes, "PROXY ") else { throw Fault() }
        guard let end = try lineEnd(bytes) else { return nil }
        let line = bytes.extracting(0..<end)
        var words = WordReader(line, from: 6)
        guard let family = words.next() else { throw Fault() }
        let source: Source
        if family.of(line).equals("UNKNOWN") {
            // What follows is to be ignored, whatever it is (§2.1).
            source = .unknown
        } else {
            source = .address(try address(&words, line, isVersion4: family.of(line).equals("TCP4"), family))
        }
        return ProxyHeader(source: source, byteCount: end + 2)
    }

    /// Where CR LF stands; no other control may come before it.
    private static func lineEnd(_ bytes: Span<UInt8>) throws(Fault) -> Int? {
        for index in 0..<min(bytes.count, longestText) {
            let byte = bytes[index]
            if byte == ASCII.lineFeed { throw Fault() }
            guard byte == ASCII.carriageReturn else { continue }
            guard index + 1 < longestText else { throw Fault() }
            guard index + 1 < bytes.count else { return nil }
            guard bytes[index + 1] == ASCII.lineFeed else { throw Fault() }
            return index
        }
        guard bytes.count < longestText else { throw Fault() }
        return nil
    }

    private static func address(
        _ words: inout WordReader, _ line: Span<UInt8>, isVersion4: Bool, _ family: ByteRange
    ) throws(Fault) -> NetworkAddress {
        guard isVersion4 || family.of(line).equals("TCP6") else { throw Fault() }
        guard let from = words.next(), let to = words.next(), let fromPort = words.next(), let toPort = words.next(),
            words.isAtEnd, isPort(fromPort.of(line)), isPort(toPort.of(line)),
            isVersion4 != hasColon(from.of(line)), isVersion4 != hasColon(to.of(line)),
            let source = NetworkAddress(from.of(line)), NetworkAddress(to.of(line)) != nil
        else { throw Fault() }
        return source
    }

    private static func hasColon(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == ASCII.colon { return true }
        return false
    }

    /// 0 to 65535, without leading zeros.
    private static func isPort(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0, text.count <= 5, text.count == 1 || text[0] != 0x30 else { return false }
        var number = 0
        for index in text.indices {
            guard text[index] >= 0x30, text[index] <= 0x39 else { return false }
            number = number * 10 + Int(text[index] - 0x30)
        }
        return number <= 65_535
    }

    /// Words with exactly one space between two.
    private struct WordReader: ~Escapable {
        private let line: Span<UInt8>
        private var position: Int

        @_lifetime(copy line)
        init(_ line: Span<UInt8>, from position: Int) {
            self.line = line
            self.position = position
        }

        var isAtEnd: Bool { position > line.count }

        @_lifetime(self: copy self)
        mutating func next() -> ByteRange? {
            guard position < line.count else { return nil }
            let start = position
            while position < line.count, line[position] != ASCII.space { position += 1 }
            defer { position += 1 }
            return position > start ? ByteRange(start: start, count: position - start) : nil
        }
    }
}
