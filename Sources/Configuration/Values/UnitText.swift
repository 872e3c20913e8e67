/// A whole number with a unit behind it, without space, sign or leading zero.
enum UnitText {
    /// The two halves; `nil` where the number is missing or does not fit in 64 bits.
    static func split(_ text: String) -> (number: Int64, unit: String)? {
        let digits = text.utf8.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard !digits.isEmpty, digits.first != UInt8(ascii: "0") || digits.count == 1,
            let number = Int64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        return (number, String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self))
    }
}
