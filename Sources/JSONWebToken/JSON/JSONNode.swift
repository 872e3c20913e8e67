/// One value of a JSON text, and where it stands.
///
/// The place is kept so that whoever finds fault with a value can point at it.
package struct JSONNode: Hashable, Sendable {
    /// The offset of the value's first byte in the text, from 0.
    package let offset: Int
    /// The value.
    package let value: JSONValue

    package init(offset: Int, value: JSONValue) {
        self.offset = offset
        self.value = value
    }
}
