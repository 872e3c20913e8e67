/// Writes values one behind another into as few bytes as they need; ``PackedReader`` reads them in the same order.
///
/// Only for memory: what is written here is never stored or sent.
struct PackedWriter {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(256) }

    /// What was written, in a block of just that size.
    var packed: [UInt8] { unsafe bytes.withUnsafeBytes { unsafe Array($0) } }

    /// Seven bits a byte, the lowest first; numbers near zero are short, whatever their sign.
    mutating func write(_ integer: Int64) {
        write(UInt64(bitPattern: (integer << 1) ^ (integer >> 63)))
    }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ content: [UInt8]) {
        write(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    private mutating func write(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
