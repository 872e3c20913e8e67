/// Bytes as the rules in this folder look at them: whole arrays, searched from the front each time.
extension [UInt8] {
    /// A copy of what a span shows.
    init(of span: Span<UInt8>) {
        self.init()
        reserveCapacity(span.count)
        for index in span.indices { append(span[index]) }
    }

    /// The bytes of a text.
    init(_ text: String) { self = Array(text.utf8) }

    /// What stands between the separators, empty parts included.
    func parts(at separator: UInt8) -> [[UInt8]] {
        split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    }

    /// With ASCII letters in lower case.
    var lowercase: [UInt8] { map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } }

    /// Without spaces and tabs at its ends.
    var trimmed: [UInt8] {
        var rest = self[...]
        while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest = rest.dropLast() }
        return Array(rest)
    }

    /// The text where the bytes are UTF-8.
    var text: String? { String(validating: self, as: UTF8.self) }
}

/// Classes of bytes, each as the RFC lists its characters.
extension UInt8 {
    /// `DIGIT` (RFC 5234).
    var isDigit: Bool { (0x30...0x39).contains(self) }

    /// `ALPHA` (RFC 5234).
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// The value of a `HEXDIG` in either case; `nil` for another byte.
    var hexadecimalValue: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        return isLetter && self | 0x20 <= UInt8(ascii: "f") ? (self | 0x20) - UInt8(ascii: "a") + 10 : nil
    }

    /// `tchar` (RFC 9110 §5.6.2).
    var isTokenCharacter: Bool { isLetter || isDigit || "!#$%&'*+-.^_`|~".utf8.contains(self) }

    /// `unreserved` (RFC 3986 §2.3).
    var isUnreserved: Bool { isLetter || isDigit || "-._~".utf8.contains(self) }
}
