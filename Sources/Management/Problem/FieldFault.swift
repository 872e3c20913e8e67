/// What is wrong with one field of what was sent.
package struct FieldFault: Hashable, Sendable {
    /// Where it stands: a JSON pointer into the content (RFC 6901), or the name of a query parameter after `?`.
    package let pointer: String
    /// The stable id of what is wrong.
    package let reason: String
    /// What is wrong and what to do.
    package let detail: String

    package init(_ pointer: String, _ reason: String, _ detail: String) {
        self.pointer = pointer
        self.reason = reason
        self.detail = detail
    }

    /// A name as a part of a JSON pointer (RFC 6901 §3).
    static func token(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
