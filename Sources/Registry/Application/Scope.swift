/// One permission: an operation at an audience, written `audience:operation`.
///
/// Scopes are compared byte for byte; there are no wildcards. Both halves are one or more of
/// `A–Z a–z 0–9 . _ -`, a subset of what RFC 6749 §3.3 allows in a scope token, so that a scope can stand in a
/// header field, a query and a JSON string without escaping.
package struct Scope: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The web service that the scope is for.
    package let audience: String
    /// What may be done there.
    package let operation: String

    /// A scope from its written form; `nil` where the text is not `audience:operation`.
    package init?(_ text: some StringProtocol) {
        let halves = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isNameByte) }) else {
            return nil
        }
        audience = String(decoding: halves[0], as: UTF8.self)
        operation = String(decoding: halves[1], as: UTF8.self)
    }

    /// Whether these bytes are its written form.
    package func isWritten(_ text: Span<UInt8>) -> Bool {
        let (first, second) = (audience.utf8Span.span, operation.utf8Span.span)
        guard text.count == first.count + 1 + second.count, text[first.count] == UInt8(ascii: ":") else { return false }
        for index in first.indices where text[index] != first[index] { return false }
        for index in second.indices where text[first.count + 1 + index] != second[index] { return false }
        return true
    }

    package var description: String { audience + ":" + operation }

    /// Whether a byte may stand in an audience's or operation's name.
    package static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// By the bytes of the written form, so that order never depends on a locale.
    package static func < (left: Scope, right: Scope) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
