/// Walks the elements of a comma-separated list from its end; empty elements are passed over.
///
/// The last element was added by the proxy that is next to us, and what stands before it by whom that one heard it from:
/// read from the end, what an attacker put in front cannot hide what an honest proxy added behind it, not even by a
/// quotation mark that nothing closes. Where the whole list is well-formed, both directions find the same elements.
struct ReversedListReader: ~Escapable {
    private let value: Span<UInt8>
    /// Where what has not been read ends.
    private var end: Int
    private let hasQuotes: Bool

    /// - Parameter hasQuotes: whether a comma between quotation marks is part of an element (RFC 9110 §5.6.4).
    @_lifetime(copy value)
    init(_ value: Span<UInt8>, hasQuotes: Bool) {
        self.value = value
        self.hasQuotes = hasQuotes
        end = value.count
    }

    /// The element before the last one, without the white space around it; `nil` at the beginning.
    @_lifetime(self: copy self)
    mutating func previous() -> ByteRange? {
        while end > 0 {
            var start = end
            while start > 0, value[start - 1] != ASCII.comma {
                start -= 1
                if hasQuotes, value[start] == 0x22 { start = opening(of: start) }
            }
            let element = ListReader.trimmed(value, start, end)
            end = start - 1
            if !element.isEmpty { return element }
        }
        return nil
    }

    /// Where the quoted string begins that ends at a quotation mark; the very beginning where nothing opens it.
    private func opening(of closing: Int) -> Int {
        var position = closing - 1
        while position >= 0 {
            if value[position] == 0x22, !isEscaped(position) { return position }
            position -= 1
        }
        return 0
    }

    /// Whether an odd number of backslashes stands before.
    private func isEscaped(_ position: Int) -> Bool {
        var first = position
        while first > 0, value[first - 1] == 0x5C { first -= 1 }
        return (position - first) % 2 == 1
    }
}
