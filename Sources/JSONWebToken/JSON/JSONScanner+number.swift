extension JSONScanner {
    /// Reads a number: `-`? digits without leading zero, then fraction and exponent where there are (RFC 8259 §6).
    ///
    /// The fault is placed at the number's first byte: what is wrong with `012` is not its second digit.
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = position
        guard takeNumber(), !isNumberByteNext else {
            throw JSONError(offset: start, fault: .badNumber)
        }
        return JSONNumber(checked: text(from: start))
    }

    private mutating func takeNumber() -> Bool {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")), !takeDigits() { return false }
        if take(UInt8(ascii: ".")), !takeDigits() { return false }
        guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return true }
        if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
        return takeDigits()
    }

    /// Reads one digit or more; false where there is none.
    private mutating func takeDigits() -> Bool {
        let start = position
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position > start
    }

    /// Whether the next byte would make the number a longer, wrong one, such as `1.2.3`, `0x1F` or `1_000`.
    private var isNumberByteNext: Bool {
        guard let byte = next else { return false }
        return switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The ASCII text from an offset to the place of reading.
    private func text(from start: Int) -> String {
        var text = ""
        for index in start..<position { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return text
    }
}
