/// Reads a JSON text strictly: what two readers could understand differently is refused (RFC 8259).
///
/// UTF-8 without byte order mark, exactly one value, no duplicate names (compared after escapes are resolved), no half
/// surrogates, bounded depth. Time and memory are linear in the length of the text.
package enum JSONReader {
    /// The deepest nesting that any caller may ask for. Reading and releasing nested values uses the stack.
    package static let deepest = 128

    /// Reads one value that takes up the whole text.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - depth: how many lists and objects may be open at once, 0 to ``deepest``; more is taken as ``deepest``.
    /// - Throws: the first fault in the text, except that bytes that are not UTF-8 are reported before all else.
    package static func parse(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONNode {
        try checkEncoding(bytes)
        var scanner = JSONScanner(bytes, depth: min(max(depth, 0), deepest))
        scanner.skipSpace()
        if scanner.isAtEnd { throw scanner.fault(.empty) }
        let node = try scanner.value()
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw scanner.fault(scanner.isAtComment ? .comment : .trailingBytes) }
        return node
    }

    private static func checkEncoding(_ bytes: Span<UInt8>) throws(JSONError) {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONError(offset: 0, fault: .byteOrderMark)
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
        } catch {
            throw JSONError(offset: error.byteOffsets.lowerBound, fault: .invalidUTF8)
        }
    }
}
