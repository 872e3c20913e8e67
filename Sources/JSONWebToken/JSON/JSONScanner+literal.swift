extension JSONScanner {
    /// Reads `true`, `false` or `null`; what begins no value at all is told apart here too.
    mutating func literal() throws(JSONError) -> JSONValue {
        if take(word: "true") { return .bool(true) }
        if take(word: "false") { return .bool(false) }
        if take(word: "null") { return .null }
        switch next {
        case UInt8(ascii: "'"): throw fault(.singleQuote)
        case UInt8(ascii: "/"), UInt8(ascii: "#"): throw fault(.comment)
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): throw fault(.missingValue)
        default: throw fault(.badLiteral)
        }
    }

    /// Reads over the word if it comes next and no letter or digit goes on from it.
    private mutating func take(word: StaticString) -> Bool {
        let start = position
        for byte in word.description.utf8 {
            guard take(byte) else {
                position = start
                return false
            }
        }
        guard let byte = next, Self.isWordByte(byte) else { return true }
        position = start
        return false
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
