/// One field line of a head: where its name and its value lie, and which name it is.
@frozen
package struct FieldLine: Sendable, Hashable {
    /// The name, as received.
    package let name: ByteRange
    /// The value without the white space around it.
    package let value: ByteRange
    /// Which of the names that mean something.
    package let known: FieldName

    @inlinable
    package init(name: ByteRange, value: ByteRange, known: FieldName) {
        self.name = name
        self.value = value
        self.known = known
    }
}
