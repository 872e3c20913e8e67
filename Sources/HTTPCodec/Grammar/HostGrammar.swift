/// `uri-host [ ":" port ]` (RFC 9110 §7.2), with the hosts of RFC 3986 §3.2.2.
///
/// A value that is nearly a host is taken for different hosts by different parsers, so the whole grammar is checked:
/// percent-encodings, and the groups of an IPv6 literal. `IPvFuture` is refused, because no version of it exists.
enum HostGrammar {
    /// A name has at most 255 bytes, a port at most a colon and five digits.
    private static let longest = 255 + 6

    /// Whether the value is a host that is not empty, and a port if there is a colon after it.
    static func matches(_ value: Span<UInt8>) -> Bool {
        guard value.count > 0, value.count <= longest else { return false }
        guard let end = value[0] == 0x5B ? literalEnd(value) : nameEnd(value) else { return false }
        guard end < value.count else { return true }
        guard value[end] == ASCII.colon, value.count - end <= 6 else { return false }
        for index in end + 1..<value.count where !isDigit(value[index]) { return false }
        return true
    }

    /// Where a `reg-name` or an IPv4 address ends, which is at the colon or the end.
    private static func nameEnd(_ value: Span<UInt8>) -> Int? {
        var end = 0
        while end < value.count, value[end] != ASCII.colon {
            guard ByteClass.isHost(value[end]), value[end] != 0x5B, value[end] != 0x5D else { return nil }
            if value[end] == 0x25 {
                guard end + 2 < value.count, isHexadecimal(value[end + 1]), isHexadecimal(value[end + 2])
                else { return nil }
                end += 2
            }
            end += 1
        }
        return end > 0 ? end : nil
    }

    /// Where an `IP-literal` ends: after its closing bracket.
    private static func literalEnd(_ value: Span<UInt8>) -> Int? {
        for index in value.indices where value[index] == 0x5D {
            return isIPv6(value.extracting(1..<index)) ? index + 1 : nil
        }
        return nil
    }

    /// Eight groups of one to four digits, or fewer with one `::`; an IPv4 address may stand for the last two.
    private static func isIPv6(_ text: Span<UInt8>) -> Bool {
        var groups = 0
        var position = 0
        var hasGap = false
        if text.count >= 2, text[0] == ASCII.colon, text[1] == ASCII.colon {
            hasGap = true
            position = 2
        }
        while position < text.count || !hasGap {
            let start = position
            while position < text.count, isHexadecimal(text[position]) { position += 1 }
            if position < text.count, text[position] == 0x2E {
                guard isIPv4(text.extracting(start..<text.count)) else { return false }
                groups += 2
                break
            }
            guard position > start, position - start <= 4 else { return false }
            groups += 1
            guard position < text.count else { break }
            guard text[position] == ASCII.colon else { return false }
            position += 1
            // After one colon another group is due, unless a second colon makes it the gap.
            guard position < text.count else { return false }
            guard text[position] == ASCII.colon else { continue }
            guard !hasGap else { return false }
            hasGap = true
            position += 1
        }
        return hasGap ? groups <= 7 : groups == 8
    }

    /// Four decimal numbers up to 255 without leading zeros.
    private static func isIPv4(_ text: Span<UInt8>) -> Bool {
        var numbers = 0
        var position = 0
        while true {
            let start = position
            var number = 0
            while position < text.count, isDigit(text[position]), position - start < 3 {
                number = number * 10 + Int(text[position] - 0x30)
                position += 1
            }
            guard position > start, number <= 255, position - start == 1 || text[start] != 0x30 else { return false }
            numbers += 1
            guard position < text.count else { return numbers == 4 }
            guard text[position] == 0x2E, numbers < 4 else { return false }
            position += 1
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }
}
