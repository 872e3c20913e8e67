/// Why a request path is refused before it is matched. The raw value is the reason's stable id.
///
/// A refused path is answered with 400 and never repaired: a repaired path is one that the gateway and the
/// upstream may read differently, and that difference is how a check is walked around.
package enum PathRefusal: String, Hashable, Sendable, CaseIterable, Error {
    /// Does not begin with `/` (origin form, RFC 9112 §3.2.1).
    case form = "path.form"
    /// A byte that no path segment may hold (RFC 3986 §3.3): controls, space, `#`, `?`, non-ASCII and the like.
    case character = "path.character"
    /// `\`, which some upstreams read as `/`.
    case backslash = "path.backslash"
    /// `;`, behind which some upstreams see parameters, and cut them off before they route.
    case parameter = "path.parameter"
    /// `%` without two hexadecimal digits, or encoded bytes that are not valid UTF-8 (overlong forms too).
    case badEncoding = "path.badEncoding"
    /// A percent-encoded letter, digit, `-`, `.`, `_` or `~`: the same text, written so that a literal misses it.
    case encodedUnreserved = "path.encodedUnreserved"
    /// A percent-encoded `/ \ ; ? # %`, which a second reader would take for structure.
    case encodedDelimiter = "path.encodedDelimiter"
    /// A percent-encoded control character: NUL ends the path for some upstreams, CR and LF forge lines.
    case encodedControl = "path.encodedControl"
    /// A segment `.` or `..`.
    case dotSegment = "path.dotSegment"
    /// Two slashes in a row.
    case emptySegment = "path.emptySegment"
    /// A segment taken by a parameter that an upstream may read as a literal which another route names.
    ///
    /// It equals that literal after one percent-decoding, without regard to ASCII case, or to dots and spaces at its end,
    /// but not byte for byte; or the path would be another route's with a slash at its end, or without it.
    case ambiguousSegment = "path.ambiguousSegment"

    /// What is wrong and what to do, for the caller.
    package var message: String {
        switch self {
        case .form: "The request target is not a path. Send a path that begins with \"/\"."
        case .character: "The path holds a character that must be percent-encoded. Encode it as RFC 3986 says."
        case .backslash: "The path holds a backslash. Separate segments with \"/\"."
        case .parameter: "The path holds \";\". Send it without path parameters."
        case .badEncoding: "The path holds a \"%\" that does not begin valid percent-encoded UTF-8. Encode it anew."
        case .encodedUnreserved:
            "The path percent-encodes a letter, a digit or one of \"-._~\". Send these characters as they are."
        case .encodedDelimiter:
            "The path percent-encodes one of \"/\\;?#%\". Such characters are not accepted in a path."
        case .encodedControl: "The path percent-encodes a control character. Such characters are not accepted."
        case .dotSegment: "The path holds a segment of nothing but dots or spaces. Send the path that it resolves to."
        case .emptySegment: "The path holds an empty segment (\"//\"). Send single slashes."
        case .ambiguousSegment:
            "The path differs from a declared one only in case, encoding or how it ends. Write it exactly as declared."
        }
    }
}
