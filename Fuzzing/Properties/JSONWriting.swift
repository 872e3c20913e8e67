import JSONWebToken

/// Values that the gateway's reader has read, in other forms.
enum JSONWriting {
    /// A value of the reader in the words of the rules.
    static func value(_ value: JSONValue) -> JSONRules.Value {
        switch value {
        case .null: .null
        case .bool(let yes): yes ? .yes : .no
        case .number(let number): .number(Array(number.text.utf8))
        case .string(let text): .text(Array(text.utf8))
        case .array(let nodes): .list(nodes.map { self.value($0.value) })
        case .object(let members):
            .object(members.map { JSONRules.Member(name: Array($0.name.utf8), value: self.value($0.node.value)) })
        }
    }

    /// A value as text, its strings as the gateway writes them.
    static func written(_ value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        write(value, to: &bytes)
        return bytes
    }

    private static func write(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += [UInt8]("null")
        case .bool(let yes): bytes += [UInt8](yes ? "true" : "false")
        case .number(let number): bytes += Array(number.text.utf8)
        case .string(let text): JSONText.append(text, to: &bytes)
        case .array(let nodes):
            write(nodes, "[", "]", to: &bytes) { write($0.value, to: &$1) }
        case .object(let members):
            write(members, "{", "}", to: &bytes) {
                JSONText.append($0.name, to: &$1)
                $1.append(UInt8(ascii: ":"))
                write($0.node.value, to: &$1)
            }
        }
    }

    private static func write<Entry>(
        _ entries: [Entry], _ open: String, _ close: String, to bytes: inout [UInt8],
        _ entry: (Entry, inout [UInt8]) -> Void
    ) {
        bytes += open.utf8
        for (index, value) in entries.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            entry(value, &bytes)
        }
        bytes += close.utf8
    }
}
