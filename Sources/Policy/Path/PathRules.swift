/// The check of a request path on exactly the bytes that were received and will be forwarded.
///
/// An upstream may decode, fold case, cut parameters off or resolve dots before it routes. A path on which the
/// gateway and such an upstream could disagree is refused here, so that what is matched is what is served.
package struct PathRules {
    /// Continuation bytes of an encoded UTF-8 sequence that are still to come.
    private var pending = 0
    /// The least and the greatest byte that may continue that sequence (RFC 3629 §4).
    private var least: UInt8 = 0x80
    private var greatest: UInt8 = 0xBF
    private let allowsEncodedSlashes: Bool
    /// How many percent-encoded slashes the path holds. Only a route that allows them may then be taken.
    private(set) var encodedSlashes = 0

    init(allowsEncodedSlashes: Bool) { self.allowsEncodedSlashes = allowsEncodedSlashes }

    /// The first fault of a path, or `nil` where it may be matched; one pass, no allocation.
    ///
    /// `path` is the target without its query. A single trailing slash is legal.
    package static func check(_ path: Span<UInt8>) -> PathRefusal? {
        var rules = PathRules(allowsEncodedSlashes: false)
        return rules.check(path)
    }

    /// The same; where encoded slashes are allowed, a dot segment between them is one nevertheless: `a%2F..%2Fb`.
    mutating func check(_ path: Span<UInt8>) -> PathRefusal? {
        guard !path.isEmpty, path[0] == UInt8(ascii: "/") else { return .form }
        var start = 1
        // Where the segment, or the part of it behind its last encoded slash, begins.
        var partStart = 1
        var index = 1
        while index < path.count {
            let byte = path[index]
            if pending == 0, Self.isPlain(byte) {
                index += 1
            } else if byte == UInt8(ascii: "/") {
                if start == index { return pending > 0 ? .badEncoding : .emptySegment }
                if let refusal = endOfPart(path, partStart..<index) { return refusal }
                start = index + 1
                partStart = start
                index += 1
            } else if byte == UInt8(ascii: "%") {
                let slashes = encodedSlashes
                if let refusal = encoded(path, at: index) { return refusal }
                if encodedSlashes > slashes {
                    if let refusal = endOfPart(path, partStart..<index) { return refusal }
                    partStart = index + 3
                }
                index += 3
            } else {
                if let refusal = plain(byte) { return refusal }
                index += 1
            }
        }
        return endOfPart(path, partStart..<path.count)
    }

    private func endOfPart(_ path: Span<UInt8>, _ part: Range<Int>) -> PathRefusal? {
        if pending > 0 { return .badEncoding }
        return FoldedSegment.isNothing(path, part) ? .dotSegment : nil
    }

    /// The rules of a byte that stands for itself (RFC 3986 §3.3, `pchar`).
    private func plain(_ byte: UInt8) -> PathRefusal? {
        if pending > 0 { return .badEncoding }
        if Self.isPlain(byte) { return nil }
        switch byte {
        case UInt8(ascii: ";"): return .parameter
        case UInt8(ascii: "\\"): return .backslash
        default: return .character
        }
    }

    /// The rules of a percent-encoded byte, whose `%` stands at `index`.
    private mutating func encoded(_ path: Span<UInt8>, at index: Int) -> PathRefusal? {
        guard index + 2 < path.count, let high = HexDigit.value(path[index + 1]),
            let low = HexDigit.value(path[index + 2])
        else { return .badEncoding }
        let byte = high << 4 | low
        if byte >= 0x80 || pending > 0 { return multibyte(byte) }
        if Self.isUnreserved(byte) { return .encodedUnreserved }
        switch byte {
        case 0x00...0x1F, 0x7F: return .encodedControl
        case UInt8(ascii: "/") where allowsEncodedSlashes:
            encodedSlashes += 1
            return nil
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "#"),
            UInt8(ascii: "%"):
            return .encodedDelimiter
        default: return nil
        }
    }

    /// One byte of an encoded UTF-8 sequence (RFC 3629 §4).
    ///
    /// `%c0%af` is an overlong `/` to a lenient decoder: such bytes are refused, not passed on.
    private mutating func multibyte(_ byte: UInt8) -> PathRefusal? {
        if pending > 0 {
            guard byte >= least, byte <= greatest else { return .badEncoding }
            pending -= 1
        } else {
            switch byte {
            case 0xC2...0xDF: pending = 1
            case 0xE0...0xEF: pending = 2
            case 0xF0...0xF4: pending = 3
            default: return .badEncoding
            }
            least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80
            greatest = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF
            return nil
        }
        least = 0x80
        greatest = 0xBF
        return nil
    }

    /// Whether a byte is unreserved or one of `!$&'()*+,=:@`: one that stands for itself in a segment, and is allowed there.
    ///
    /// The 128 ASCII values as a bit set of two words.
    private static func isPlain(_ byte: UInt8) -> Bool {
        let word: UInt64 = byte < 64 ? 0x27FF_7FD2_0000_0000 : byte < 128 ? 0x47FF_FFFE_87FF_FFFF : 0
        return word >> UInt64(byte & 63) & 1 != 0
    }

    /// Whether a byte is a letter, a digit or one of `-._~` (RFC 3986 §2.3).
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
