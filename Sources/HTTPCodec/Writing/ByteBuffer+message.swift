extension ByteBuffer {
    /// Appends `HTTP/1.1 STATUS PHRASE CRLF`.
    package mutating func appendStatusLine(_ status: Int) {
        append("HTTP/1.1 ")
        append(decimal: UInt64(status))
        append(ASCII.space)
        append(StatusPhrase.of(status))
        append("\r\n")
    }

    /// Appends a field line; the value is known to hold nothing that ends a line.
    @inlinable
    public mutating func appendField(_ name: StaticString, _ value: Span<UInt8>) {
        append(name)
        append(": ")
        append(value)
        append("\r\n")
    }

    /// Appends a field line; the value is known to hold nothing that ends a line.
    @inlinable
    public mutating func appendField(_ name: StaticString, _ value: [UInt8]) {
        appendField(name, value.span)
    }

    /// Appends a field line with a number.
    @inlinable
    public mutating func appendField(_ name: StaticString, _ number: UInt64) {
        append(name)
        append(": ")
        append(decimal: number)
        append("\r\n")
    }

    /// Appends a field line as it was received, with one space behind the colon and none behind the value.
    package mutating func appendField(_ line: FieldLine, of bytes: Span<UInt8>) {
        let (valueStart, end) = (Int(line.value.start), line.value.end + 2)
        // Nearly every line comes in that form already.
        if valueStart == line.name.end + 2, bytes[valueStart - 1] == ASCII.space, end <= bytes.count,
            bytes[end - 2] == ASCII.carriageReturn
        {
            return append(bytes.extracting(Int(line.name.start)..<end))
        }
        append(line.name.of(bytes))
        append(": ")
        append(line.value.of(bytes))
        append("\r\n")
    }

    /// Appends one chunk (RFC 9112 §7.1); nothing for no bytes, because an empty chunk would be the last.
    package mutating func appendChunk(_ content: Span<UInt8>) {
        guard content.count > 0 else { return }
        appendChunkSize(content.count)
        append(content)
        append("\r\n")
    }

    /// Appends the line that begins a chunk of so many bytes, which is not 0.
    package mutating func appendChunkSize(_ count: Int) {
        append(hexadecimal: UInt64(count))
        append("\r\n")
    }

    /// Appends the last chunk and an empty trailer section.
    package mutating func appendLastChunk() { append("0\r\n\r\n") }
}
