/// Reads claims by name and type.
struct ClaimsReader: Sendable {
    let claims: JSONValue

    /// Whether there is a claim of this name, whatever its value.
    func has(_ name: StaticString) -> Bool { claims[name] != nil }

    /// A claim that is a string of one character or more.
    func text(_ name: StaticString) -> String? {
        guard case .string(let text) = claims[name]?.value, !text.isEmpty else { return nil }
        return text
    }

    /// A claim that is a number.
    func number(_ name: StaticString) -> JSONNumber? {
        guard case .number(let number) = claims[name]?.value else { return nil }
        return number
    }

    /// `aud`: a string, or a list of strings, none of them empty and at least one (RFC 7519 §4.1.3).
    var audiences: [String]? {
        switch claims["aud"]?.value {
        case .string(let audience) where !audience.isEmpty: return [audience]
        case .array(let elements) where !elements.isEmpty:
            var audiences: [String] = []
            for element in elements {
                guard case .string(let audience) = element.value, !audience.isEmpty else { return nil }
                audiences.append(audience)
            }
            return audiences
        default: return nil
        }
    }

    /// `scope`, split at its spaces (RFC 6749 §3.3, RFC 9068 §2.2.3); nothing where it is no string: a token of another
    /// shape grants nothing, which the caller is told as a missing scope.
    var scopes: [String] {
        text("scope")?.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) } ?? []
    }

    /// `exp` as the first second at which the token is no longer valid: a fraction is dropped, so that the token is never
    /// valid past its end (RFC 7519 §4.1.4).
    var expiresAt: Int64? { number("exp")?.floor }

    /// `nbf` as the first second at which the token is valid: a fraction counts as a whole second, so that the token is
    /// never valid before its start (RFC 7519 §4.1.5).
    var notBefore: Int64? { number("nbf")?.ceiling }

    /// `iat` in whole seconds (RFC 7519 §4.1.6).
    var issuedAt: Int64? { number("iat")?.floor }
}
