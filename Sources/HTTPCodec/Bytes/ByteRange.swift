/// Where some bytes lie, counted from the start of the head they are part of.
///
/// Heads hold ranges instead of copies; the bytes stay where they arrived.
@frozen
package struct ByteRange: Sendable, Hashable {
    /// The offset of the first byte.
    package let start: UInt32
    /// How many bytes.
    package let count: UInt32

    @inlinable
    package init(start: Int, count: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.count = UInt32(truncatingIfNeeded: count)
    }

    /// A range without bytes.
    package static let empty = ByteRange(start: 0, count: 0)

    @inlinable
    package var isEmpty: Bool { count == 0 }

    /// The offset after the last byte.
    @inlinable
    package var end: Int { Int(start) + Int(count) }

    /// The bytes themselves, out of the bytes of the head.
    @inlinable
    @_lifetime(copy bytes)
    package func of(_ bytes: Span<UInt8>) -> Span<UInt8> {
        bytes.extracting(Int(start)..<end)
    }
}
