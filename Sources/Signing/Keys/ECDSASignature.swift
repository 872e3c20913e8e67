/// An ECDSA signature, between its two written forms.
///
/// JOSE writes `r‖s`, each as long as a coordinate of the curve (RFC 7518 §3.4); the library reads and writes DER
/// (RFC 3279 §2.2.3). The two are never mixed up here: each initialiser takes exactly one.
struct ECDSASignature: Hashable {
    /// `r` and then `s`, big-endian, each as long as a coordinate.
    let raw: [UInt8]

    /// A signature from `r‖s`; `nil` where the length is not that of two halves or a half is not in 1..<n.
    init?(raw: Span<UInt8>, on curve: EllipticCurve) {
        let length = curve.coordinateLength
        guard raw.count == 2 * length else { return nil }
        self.raw = raw.indices.map { raw[$0] }
        guard Self.isInRange(self.raw[..<length], curve), Self.isInRange(self.raw[length...], curve) else { return nil }
    }

    /// A signature from the DER that the library made; `nil` where it is not a sequence of two numbers that fit.
    init?(der bytes: [UInt8], on curve: EllipticCurve) {
        let der = bytes.span
        // Two numbers of at most 49 bytes: no length needs more than one byte.
        guard der.count >= 2, der[0] == 0x30, Int(der[1]) == der.count - 2, der[1] < 0x80 else { return nil }
        let length = curve.coordinateLength
        var raw = [UInt8](repeating: 0, count: 2 * length)
        var position = 2
        for half in 0..<2 {
            guard let digits = Self.takeInteger(der, &position), digits.count <= length else { return nil }
            let start = (half + 1) * length - digits.count
            for index in digits.indices { raw[start + index] = digits[index] }
        }
        guard position == der.count else { return nil }
        self.raw = raw
    }

    /// The signature as the library reads it.
    var der: [UInt8] {
        let length = raw.count / 2
        var content: [UInt8] = []
        content.reserveCapacity(raw.count + 8)
        content += [0x30, 0]
        Self.appendInteger(raw[..<length], to: &content)
        Self.appendInteger(raw[length...], to: &content)
        content[1] = UInt8(content.count - 2)
        return content
    }

    private static func isInRange(_ half: ArraySlice<UInt8>, _ curve: EllipticCurve) -> Bool {
        half.contains { $0 != 0 } && half.lexicographicallyPrecedes(curve.order)
    }

    private static func appendInteger(_ half: ArraySlice<UInt8>, to content: inout [UInt8]) {
        let digits = half.drop { $0 == 0 }
        // DER numbers are signed: a set first bit needs a zero byte before it.
        let isPadded = digits.first.map { $0 >= 0x80 } ?? true
        content += [0x02, UInt8(digits.count + (isPadded ? 1 : 0))]
        if isPadded { content.append(0) }
        content += digits
    }

    /// The digits of the number at a position, which moves past it, without the zero bytes before them.
    @_lifetime(copy der)
    private static func takeInteger(_ der: Span<UInt8>, _ position: inout Int) -> Span<UInt8>? {
        guard position + 2 <= der.count, der[position] == 0x02 else { return nil }
        let end = position + 2 + Int(der[position + 1])
        guard end <= der.count else { return nil }
        var start = position + 2
        while start < end, der[start] == 0 { start += 1 }
        position = end
        return der.extracting(start..<end)
    }
}
