internal import HTTPCodec

/// What an `Authorization` value holds, as far as bearer tokens go (RFC 6750 §2.1).
enum BearerField: Equatable {
    /// Another scheme: for us, no credentials.
    case otherScheme
    /// `Bearer`, but not spaces and one `b64token`.
    case malformed
    /// Where the token lies within the value.
    case token(ByteRange)

    /// Reads a field value, which has no white space at its ends.
    static func read(_ value: Span<UInt8>) -> BearerField {
        let field = split(value)
        guard case .token(let range) = field, !isToken(range.of(value)) else { return field }
        return .malformed
    }

    /// The same without a look at the token's characters: enough to find a token that is known byte for byte.
    static func split(_ value: Span<UInt8>) -> BearerField {
        guard value.count >= 6, value.extracting(first: 6).equalsIgnoringCase("bearer") else {
            return .otherScheme
        }
        guard value.count > 7 else { return .malformed }
        guard value[6] == ASCII.space else { return ByteClass.isToken(value[6]) ? .otherScheme : .malformed }
        var start = 7
        // One space or more (`1*SP`), which say nothing: the token is the same.
        while start < value.count, value[start] == ASCII.space { start += 1 }
        return .token(ByteRange(start: start, count: value.count - start))
    }

    /// `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`.
    static func isToken(_ text: Span<UInt8>) -> Bool {
        var position = 0
        while position < text.count, isTokenCharacter(text[position]) { position += 1 }
        guard position > 0 else { return false }
        while position < text.count, text[position] == 0x3D { position += 1 }
        return position == text.count
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2B, 0x2F: true
        default: false
        }
    }
}
