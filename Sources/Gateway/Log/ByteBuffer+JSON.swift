internal import HTTPCodec

extension ByteBuffer {
    /// Appends bytes from the wire as a JSON string.
    ///
    /// Whatever they are, the line stays one line of valid JSON: quotes, backslashes and controls are escaped, and a
    /// byte that is not ASCII is written as the Latin-1 character it may have been meant to be.
    mutating func appendJSON(_ bytes: Span<UInt8>) {
        append(0x22)
        for index in bytes.indices {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
                append(byte)
            } else {
                append("\\u00")
                appendDigit(byte >> 4)
                appendDigit(byte & 15)
            }
        }
        append(0x22)
    }

    private mutating func appendDigit(_ value: UInt8) { append(value < 10 ? 48 + value : 87 + value) }
}
