extension ClaimsRule {
    /// No text among the claims has a control character. JSON can write NUL, and who compares such a text as C strings
    /// do sees only what stands before it (RFC 8259 §7).
    static let text = ClaimsRule { claims, _ in
        guard case .object(let members) = claims.claims else { return .badClaim }
        return members.contains { hasControl($0.node.value) } ? .badClaim : nil
    }

    private static func hasControl(_ value: JSONValue) -> Bool {
        switch value {
        // A tab in `scope` separates nothing; it is left to the rule that a scope must be known.
        case .string(let text): text.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
        case .array(let elements): elements.contains { hasControl($0.value) }
        default: false
        }
    }
}
