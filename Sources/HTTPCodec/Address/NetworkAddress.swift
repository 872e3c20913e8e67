/// An IP address as 128 bits, network order.
///
/// One of version 4 is kept as it is mapped into version 6 (RFC 4291 §2.5.5.2), so that `10.0.0.1` and
/// `::ffff:10.0.0.1`, which a socket may name either way, are the same address.
@frozen
package struct NetworkAddress: Hashable, Sendable {
    /// The first eight bytes.
    package let high: UInt64
    /// The last eight bytes.
    package let low: UInt64

    /// From 128 bits.
    @inlinable
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// From the four bytes of version 4, as a number: `127.0.0.1` is `0x7F00_0001`.
    @inlinable
    package init(version4 number: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(number))
    }

    /// Whether it is of version 4.
    @inlinable
    package var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// From 4 or 16 bytes; `nil` for any other number of them.
    package init?(bytes: Span<UInt8>) {
        switch bytes.count {
        case 4: self.init(version4: UInt32(truncatingIfNeeded: Self.number(bytes)))
        case 16:
            self.init(high: Self.number(bytes.extracting(0..<8)), low: Self.number(bytes.extracting(8..<16)))
        default: return nil
        }
    }

    private static func number(_ bytes: Span<UInt8>) -> UInt64 {
        var number: UInt64 = 0
        for index in bytes.indices { number = number << 8 | UInt64(bytes[index]) }
        return number
    }
}
