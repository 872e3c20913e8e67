/// A decimal number taken apart, so that it can be rounded exactly.
struct JSONDecimal {
    /// Whether there is a minus sign.
    private let isNegative: Bool
    /// The digits from the first that is not zero, as numbers 0 to 9; the decimal point is not among them.
    private let digits: ArraySlice<UInt8>
    /// How many digits stand before the decimal point once the exponent is applied; may be negative, or far beyond
    /// the digits there are.
    private let wholeDigits: Int

    /// Takes apart a number that follows the grammar of RFC 8259 §6.
    init(_ text: String) {
        var digits: [UInt8] = []
        var beforePoint: Int?
        var exponentText: Substring = ""
        for (index, byte) in zip(text.utf8.indices, text.utf8) {
            if byte == UInt8(ascii: ".") {
                beforePoint = digits.count
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponentText = text[text.utf8.index(after: index)...]
                break
            } else if byte != UInt8(ascii: "-") {
                digits.append(byte - UInt8(ascii: "0"))
            }
        }
        let significant = digits.drop { $0 == 0 }
        isNegative = text.utf8.first == UInt8(ascii: "-")
        wholeDigits = (beforePoint ?? digits.count) - significant.startIndex + Self.exponent(exponentText)
        self.digits = significant
    }

    /// The whole number next to the value in the direction asked for; `nil` outside the range of `Int64`.
    func rounded(up: Bool) -> Int64? {
        if digits.isEmpty { return 0 }
        // 19 digits hold every Int64.
        guard wholeDigits <= 19 else { return nil }
        var whole: Int64 = 0
        for place in 0..<max(0, wholeDigits) {
            let digit = place < digits.count ? digits[digits.startIndex + place] : 0
            let (tens, tooLarge) = whole.multipliedReportingOverflow(by: 10)
            let (sum, tooLargeStill) = tens.addingReportingOverflow(Int64(digit))
            if tooLarge || tooLargeStill { return nil }
            whole = sum
        }
        let hasFraction = digits.dropFirst(max(0, wholeDigits)).contains { $0 != 0 }
        let isAway = hasFraction && up != isNegative
        let (magnitude, tooLarge) = whole.addingReportingOverflow(isAway ? 1 : 0)
        if tooLarge { return nil }
        return isNegative ? -magnitude : magnitude
    }

    /// An exponent's value, held within what can be added to any count of digits without overflow.
    private static func exponent(_ text: Substring) -> Int {
        let limit = Int.max / 4
        if text.isEmpty { return 0 }
        let value = Int(text) ?? (text.utf8.first == UInt8(ascii: "-") ? -limit : limit)
        return min(max(value, -limit), limit)
    }
}
