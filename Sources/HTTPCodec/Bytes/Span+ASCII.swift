internal import Glibc

extension Span<UInt8> {
    /// Whether the bytes are exactly those of a literal.
    @inlinable
    public func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            for index in 0..<count where unsafe bytes[index] != text.utf8Start[index] { return false }
            return true
        }
    }

    /// Whether the bytes are those of a lower-case literal, letters compared without case.
    ///
    /// Folding sets bit 5, which also merges pairs that are not letters: a control character and a sign or digit. No head
    /// that was parsed holds such a one; the letters of a literal match themselves in either case and nothing else.
    @inlinable
    public func equalsIgnoringCase(_ text: StaticString) -> Bool {
        let count = count
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBytes { bytes in
            guard count >= 8, let base = bytes.baseAddress else {
                for index in 0..<count where unsafe bytes[index] | 0x20 != text.utf8Start[index] { return false }
                return true
            }
            // By eight bytes, the last eight of which may overlap with those before.
            let literal = unsafe UnsafeRawPointer(text.utf8Start)
            var position = 0
            while true {
                let word = unsafe base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                let expected = unsafe literal.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                guard word | 0x2020_2020_2020_2020 == expected else { return false }
                guard position < count &- 8 else { return true }
                position = min(position &+ 8, count &- 8)
            }
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
