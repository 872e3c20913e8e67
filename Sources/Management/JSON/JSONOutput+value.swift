package import JSONWebToken

extension JSONOutput {
    /// A value that was read; numbers as they were written.
    package init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = number.integer.map { .integer($0) } ?? .encoded(Array(number.text.utf8))
        case .string(let text): self = .string(text)
        case .array(let nodes): self = .array(nodes.map { JSONOutput($0.value) })
        case .object(let members): self = .object(members.map { Member($0.name, JSONOutput($0.node.value)) })
        }
    }
}
