/// A JSON value, as the text has it: no number is rounded and no member is lost (RFC 8259 §3).
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONNode])
    /// The members in the order of the text; no two have the same name.
    case object([JSONMember])
}

extension JSONValue {
    /// The member of an object with this name; `nil` where there is none, or where this is not an object.
    package subscript(name: StaticString) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.isNamed(name) }?.node
    }

    /// The value's kind in plain words, such as "a number", for messages.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
