/// Walks the elements of a comma-separated list (RFC 9110 §5.6.1); empty elements are passed over.
package struct ListReader: ~Escapable {
    private let value: Span<UInt8>
    private var position = 0

    @_lifetime(copy value)
    package init(_ value: Span<UInt8>) { self.value = value }

    /// The next element without the white space around it; `nil` at the end.
    @_lifetime(self: copy self)
    package mutating func next() -> ByteRange? {
        while position < value.count {
            let start = position
            while position < value.count, value[position] != ASCII.comma { position += 1 }
            let element = Self.trimmed(value, start, position)
            position += 1
            if !element.isEmpty { return element }
        }
        return nil
    }

    /// What lies between two places, without the white space around it (RFC 9110 §5.6.3).
    static func trimmed(_ value: Span<UInt8>, _ start: Int, _ end: Int) -> ByteRange {
        var start = start
        var end = end
        while start < end, isSpace(value[start]) { start += 1 }
        while end > start, isSpace(value[end - 1]) { end -= 1 }
        return ByteRange(start: start, count: end - start)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == ASCII.space || byte == ASCII.tab }
}
