internal import Glibc

extension Span<UInt8> {
    /// Whether the bytes are exactly those of a literal.
    @inlinable
    package func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            for index in 0..<count where unsafe bytes[index] != text.utf8Start[index] { return false }
            return true
        }
    }

    /// Whether the bytes are those of a lower-case literal, letters compared without case.
    ///
    /// Folding sets bit 5, which also merges a few pairs that are not letters; the caller has made sure that the
    /// bytes are token characters (RFC 9110 §5.6.2), among which no literal of ours holds an ambiguous one.
    @inlinable
    package func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            for index in 0..<count where unsafe bytes[index] | 0x20 != text.utf8Start[index] { return false }
            return true
        }
    }

    /// Whether two spans hold the same bytes. Not in constant time: never for secrets.
    package func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard count > 0 else { return true }
        return unsafe withUnsafeBytes { left in
            unsafe other.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return false }
                return unsafe memcmp(left, right, count) == 0
            }
        }
    }

    /// Whether two spans hold the same bytes, ASCII letters compared without case.
    package func equalsIgnoringCase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where ASCII.lowercase(self[index]) != ASCII.lowercase(other[index]) { return false }
        return true
    }
}
