/// Where some bytes lie, counted from the start of the head they are part of.
///
/// Heads hold ranges instead of copies; the bytes stay where they arrived.
@frozen
public struct ByteRange: Sendable, Hashable {
    /// The offset of the first byte.
    public let start: UInt32
    /// How many bytes.
    public let count: UInt32

    /// `count` bytes from `start` on; both below 2³², as offsets in a head are.
    @inlinable
    public init(start: Int, count: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.count = UInt32(truncatingIfNeeded: count)
    }

    /// A range without bytes.
    public static let empty = ByteRange(start: 0, count: 0)

    /// Whether there is no byte in it.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The offset after the last byte.
    @inlinable
    public var end: Int { Int(start) + Int(count) }

    /// The bytes themselves, out of the bytes of the head.
    @inlinable
    @_lifetime(copy bytes)
    public func of(_ bytes: Span<UInt8>) -> Span<UInt8> {
        bytes.extracting(Int(start)..<end)
    }
}
