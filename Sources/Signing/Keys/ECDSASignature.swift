/// An ECDSA signature on P-256, between its two written forms.
///
/// JOSE writes `r‖s`, 32 bytes each (RFC 7518 §3.4); the library reads and writes DER (RFC 3279 §2.2.3). The two are
/// never mixed up here: each initialiser takes exactly one.
struct ECDSASignature: Hashable {
    /// `r` and then `s`, 32 bytes each, big-endian.
    let raw: [UInt8]

    /// The order n of the curve's base point (FIPS 186-4 D.1.2.3).
    static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]

    private static let length = KeyLoading.coordinateLength

    /// A signature from `r‖s`; `nil` where the length is not 64 or a half is not in 1..<n.
    init?(raw: Span<UInt8>) {
        guard raw.count == 2 * Self.length else { return nil }
        self.raw = raw.indices.map { raw[$0] }
        guard Self.isInRange(self.raw[..<Self.length]), Self.isInRange(self.raw[Self.length...]) else { return nil }
    }

    /// A signature from the DER that the library made; `nil` where it is not a sequence of two numbers that fit.
    init?(der: [UInt8]) {
        // With 32-byte numbers no length needs more than one byte.
        guard der.count >= 2, der[0] == 0x30, Int(der[1]) == der.count - 2 else { return nil }
        var rest = der[2...]
        guard let r = Self.takeInteger(&rest), let s = Self.takeInteger(&rest), rest.isEmpty else { return nil }
        raw = r + s
    }

    /// The signature as the library reads it.
    var der: [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(72)
        content += [0x30, 0]
        Self.appendInteger(raw[..<Self.length], to: &content)
        Self.appendInteger(raw[Self.length...], to: &content)
        content[1] = UInt8(content.count - 2)
        return content
    }

    private static func isInRange(_ half: ArraySlice<UInt8>) -> Bool {
        half.contains { $0 != 0 } && half.lexicographicallyPrecedes(order)
    }

    private static func appendInteger(_ half: ArraySlice<UInt8>, to content: inout [UInt8]) {
        let digits = half.drop { $0 == 0 }
        // DER numbers are signed: a set first bit needs a zero byte before it.
        let isPadded = digits.first.map { $0 >= 0x80 } ?? true
        content += [0x02, UInt8(digits.count + (isPadded ? 1 : 0))]
        if isPadded { content.append(0) }
        content += digits
    }

    private static func takeInteger(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.popFirst() == 0x02, let count = rest.popFirst(), count <= 33, count <= rest.count else { return nil }
        let digits = rest.prefix(Int(count)).drop { $0 == 0 }
        rest = rest.dropFirst(Int(count))
        guard digits.count <= length else { return nil }
        return [UInt8](repeating: 0, count: length - digits.count) + digits
    }
}
