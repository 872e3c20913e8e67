internal import Synchronization

/// Random bytes that are drawn ahead of their use: for names that must not meet, and not for secrets, which would lie about.
///
/// Drawing 16 bytes costs as much as drawing 500. No byte is given out twice.
package final class RandomReserve: Sendable {
    /// How many bytes are drawn at a time.
    private static let size = 1_024

    private let stock = Mutex<(bytes: [UInt8], next: Int)>((bytes: [], next: 0))

    package init() {}

    /// Random bytes that nobody else was given.
    ///
    /// - Parameter count: how many, 0 or more.
    package func bytes(_ count: Int) -> [UInt8] {
        guard count <= Self.size else { return SecureRandom.bytes(count) }
        return stock.withLock { stock in
            if stock.bytes.count - stock.next < count { stock = (SecureRandom.bytes(Self.size), 0) }
            defer { stock.next += count }
            return Array(stock.bytes[stock.next..<stock.next + count])
        }
    }
}
