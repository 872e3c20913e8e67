/// A number of a JSON text, kept as it is written (RFC 8259 §6).
///
/// Nothing is converted to floating point: a date or an amount must not change because it was read, and
/// `1e1000000000` must cost no more than its twelve characters.
package struct JSONNumber: Hashable, Sendable {
    /// The number as the text has it.
    package let text: String
    /// The value, where it is written without fraction and exponent and fits; otherwise `nil`.
    package let integer: Int64?

    /// A number from text that is known to follow the grammar of RFC 8259 §6.
    init(checked text: String) {
        self.text = text
        integer = Int64(text)
    }

    /// A whole number.
    package init(_ integer: Int64) {
        text = String(integer)
        self.integer = integer
    }

    /// The greatest whole number that is not above the value; `nil` outside the range of `Int64`.
    package var floor: Int64? {
        integer ?? JSONDecimal(text).rounded(up: false)
    }

    /// The least whole number that is not below the value; `nil` outside the range of `Int64`.
    package var ceiling: Int64? {
        integer ?? JSONDecimal(text).rounded(up: true)
    }
}
