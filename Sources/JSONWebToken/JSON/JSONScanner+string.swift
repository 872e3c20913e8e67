extension JSONScanner {
    /// Reads a string, from its opening to its closing quotation mark, and resolves its escapes (RFC 8259 §7).
    mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                // The text was checked to be UTF-8 and every escape adds whole scalars: nothing is repaired here.
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try appendEscape(to: &content)
            case 0..<0x20: throw fault(.controlCharacter)
            default:
                content.append(byte)
                position += 1
            }
        }
        throw JSONError(offset: start, fault: .unterminatedString)
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        guard let byte = next else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content += String(Character(try escapedScalar(from: start))).utf8
        default: throw JSONError(offset: start, fault: .badEscape)
        }
    }

    /// Reads the digits of a `\u` escape, and the escape of the other half where they name the first of a pair.
    private mutating func escapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try hexDigits(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = position
        if UTF16.isLeadSurrogate(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let trail = try hexDigits(from: second)
            let pair = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
            if UTF16.isTrailSurrogate(trail), let scalar = Unicode.Scalar(pair) { return scalar }
        }
        throw JSONError(offset: start, fault: .loneSurrogate)
    }

    private mutating func hexDigits(from start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Self.hexDigit(byte) else {
                throw JSONError(offset: start, fault: .badEscape)
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
