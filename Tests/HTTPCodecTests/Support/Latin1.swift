import HTTPCodec

/// Text and bytes, one to one: the scalar U+00XX stands for the byte XX, so that a test can write any byte.
enum Latin1 {
    static func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    static func text(_ bytes: some Sequence<UInt8>) -> String { text(Array(bytes)) }

    static func text(_ bytes: [UInt8]) -> String {
        // Plain ASCII, the usual case, takes the short way.
        if let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.count == bytes.count { return text }
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        return String(scalars)
    }

    static func text(_ span: Span<UInt8>) -> String { text(array(span)) }

    static func array(_ span: Span<UInt8>) -> [UInt8] { unsafe span.withUnsafeBytes { unsafe Array($0) } }
}
