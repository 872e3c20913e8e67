internal import HTTPCodec

extension ByteBuffer {
    /// Appends bytes from the wire as a JSON string.
    ///
    /// Whatever they are, the line stays one line of valid JSON: quotes, backslashes and controls are escaped, and a
    /// byte that is not ASCII is written as the Latin-1 character it may have been meant to be.
    mutating func appendJSON(_ bytes: Span<UInt8>) {
        append(0x22)
        var position = 0
        while position < bytes.count {
            let start = position
            position = bytes.endOfPlainText(from: position)
            append(bytes.extracting(start..<position))
            guard position < bytes.count else { break }
            append("\\u00")
            appendDigit(bytes[position] >> 4)
            appendDigit(bytes[position] & 15)
            position += 1
        }
        append(0x22)
    }

    private mutating func appendDigit(_ value: UInt8) { append(value < 10 ? 48 + value : 87 + value) }
}
