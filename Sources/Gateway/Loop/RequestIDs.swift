/// Ids for requests: a random half that names the loop's lifetime, and a count.
struct RequestIDs {
    /// Length of an id in bytes.
    static let length = 32
    private let prefix: [UInt8]
    private var count: UInt64 = 0

    init() { prefix = Self.hexadecimal(.random(in: .min ... .max)) }

    /// Writes the next id over `id`.
    mutating func next(_ id: inout InlineArray<32, UInt8>) {
        count += 1
        for index in 0..<16 { id[index] = prefix[index] }
        for index in 0..<16 { id[16 + index] = Self.digit(UInt8(count >> UInt64(60 - index * 4) & 15)) }
    }

    private static func hexadecimal(_ number: UInt64) -> [UInt8] {
        (0..<16).map { digit(UInt8(number >> UInt64(60 - $0 * 4) & 15)) }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
