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
    init?(der: [UInt8], on curve: EllipticCurve) {
        // Two numbers of at most 49 bytes: no length needs more than one byte.
        guard der.count >= 2, der[0] == 0x30, Int(der[1]) == der.count - 2, der[1] < 0x80 else { return nil }
        var rest = der[2...]
        let length = curve.coordinateLength
        guard let r = Self.takeInteger(&rest, length), let s = Self.takeInteger(&rest, length), rest.isEmpty else {
            return nil
        }
        raw = r + s
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

    private static func takeInteger(_ rest: inout ArraySlice<UInt8>, _ length: Int) -> [UInt8]? {
        guard rest.popFirst() == 0x02, let count = rest.popFirst(), count <= length + 1, count <= rest.count else {
            return nil
        }
        let digits = rest.prefix(Int(count)).drop { $0 == 0 }
        rest = rest.dropFirst(Int(count))
        guard digits.count <= length else { return nil }
        return [UInt8](repeating: 0, count: length - digits.count) + digits
    }
}
