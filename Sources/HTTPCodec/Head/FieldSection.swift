/// The field lines of a head, in order; reused for the next head without giving its memory back.
package struct FieldSection: ~Copyable, Sendable {
    /// The lines.
    package private(set) var lines: ContiguousArray<FieldLine> = []

    package init() {}

    /// Takes in the field lines from `start` up to the empty line that ends at `end`.
    ///
    /// The scanner has seen to it that lines end in CR LF and hold no other CR, LF or NUL.
    mutating func parse(
        _ bytes: Span<UInt8>, from start: Int, to end: Int, limit: Int
    ) throws(MessageFault) {
        lines.removeAll(keepingCapacity: true)
        var position = start
        while position < end - 2 {
            guard lines.count < limit else { throw .tooManyFields }
            let line = try Self.line(bytes, at: &position)
            lines.append(line)
        }
    }

    /// Reads `field-name ":" OWS field-value OWS CRLF` (RFC 9112 §5).
    static func line(_ bytes: Span<UInt8>, at position: inout Int) throws(MessageFault) -> FieldLine {
        let start = position
        if bytes[position] == ASCII.space || bytes[position] == ASCII.tab { throw .foldedLine }
        position = bytes.endOfPlainName(from: position)
        let isPlain = bytes[position] == ASCII.colon
        while ByteClass.isToken(bytes[position]) { position += 1 }
        // White space before the colon lets two parsers see two different names (§5.1).
        guard position > start, bytes[position] == ASCII.colon else { throw .fieldName }
        let name = ByteRange(start: start, count: position - start)
        position += 1
        while bytes[position] == ASCII.space || bytes[position] == ASCII.tab { position += 1 }
        let valueStart = position
        position = bytes.endOfFieldValue(from: position)
        guard bytes[position] == ASCII.carriageReturn else { throw .fieldValue }
        var valueEnd = position
        while valueEnd > valueStart, bytes[valueEnd - 1] == ASCII.space || bytes[valueEnd - 1] == ASCII.tab {
            valueEnd -= 1
        }
        position += 2
        let value = ByteRange(start: valueStart, count: valueEnd - valueStart)
        return FieldLine(name: name, value: value, known: FieldName.of(name.of(bytes), isPlain: isPlain))
    }
}
