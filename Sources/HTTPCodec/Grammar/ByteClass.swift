/// What a byte may be part of: the classes that the request and the response parser share.
///
/// Each class is a bit set of the 128 ASCII values, as two words, so that a test is a shift and needs no memory.
package enum ByteClass {
    /// `token` (RFC 9110 §5.6.2).
    @inlinable
    package static func isToken(_ byte: UInt8) -> Bool {
        contains(byte, low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// A letter, a digit or `-`.
    @inlinable
    package static func isPlainName(_ byte: UInt8) -> Bool {
        contains(byte, low: 0x03FF_2000_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
    }

    /// A field value's visible characters, space, tab and obs-text (RFC 9110 §5.5).
    @inlinable
    package static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != 0x7F : byte == 0x09
    }

    /// A request target: visible ASCII without `#`, because a fragment is never sent (RFC 9112 §3.2).
    @inlinable
    package static func isTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != 0x23
    }

    /// `uri-host [ ":" port ]`: what RFC 3986 §3.2.2 allows, with the brackets of an IPv6 literal.
    @inlinable
    package static func isHost(_ byte: UInt8) -> Bool {
        contains(byte, low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE)
    }

    @inlinable
    package static func contains(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        let word = byte < 64 ? low : byte < 128 ? high : 0
        return word >> UInt64(byte & 63) & 1 != 0
    }
}
