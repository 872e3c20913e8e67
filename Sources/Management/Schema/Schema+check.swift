internal import JSONWebToken
internal import Registry

extension Schema {
    /// Gathers everything that keeps a value from being of this schema.
    ///
    /// - Parameter pointer: where the value stands; empty for the whole content.
    func check(_ node: JSONNode, at pointer: String, into faults: inout [FieldFault]) {
        switch (self, node.value) {
        case (.described(let schema, _), _): schema.check(node, at: pointer, into: &faults)
        case (.nullable, .null), (.anything, _), (.named, _), (.boolean, .bool), (.number, .number): break
        case (.nullable(let schema), _): schema.check(node, at: pointer, into: &faults)
        case (.text(let rule), .string(let text)):
            if let fault = rule.fault(in: text, at: pointer) { faults.append(fault) }
        case (.scope, .string(let text)):
            if Scope(text) == nil {
                faults.append(FieldFault(pointer, .scopeMalformed, "write a scope as audience:operation"))
            }
        case (.choice(let texts), .string(let text)):
            if !texts.contains(where: { $0.utf8.elementsEqual(text.utf8) }) {
                faults.append(FieldFault(pointer, .valueUnknown, Self.choices(texts), ["known": .strings(texts)]))
            }
        case (.integer(let range), .number(let number)):
            // 1.0 and 1e2 are whole numbers too, as JSON Schema has it (2020-12, §6.1.1).
            guard let integer = number.whole, range.contains(integer) else {
                faults.append(
                    FieldFault(
                        pointer, .numberRange, Self.range(range),
                        ["least": .integer(range.lowerBound), "most": .integer(range.upperBound)]))
                return
            }
        case (.list(let element, let count, let unique), .array(let nodes)):
            Self.check(nodes, element, count, unique, at: pointer, into: &faults)
        case (.object(let properties), .object(let members)):
            Self.check(members, properties, at: pointer, into: &faults)
        case (.map(let value), .object(let members)):
            for member in members {
                value.check(member.node, at: pointer + "/" + FieldFault.token(member.name), into: &faults)
            }
        default: faults.append(FieldFault(pointer, .typeWrong, "\(kind) is expected; this is \(node.value.kind)"))
        }
    }

    private static func check(
        _ nodes: [JSONNode], _ element: Schema, _ count: ClosedRange<Int>, _ unique: Bool, at pointer: String,
        into faults: inout [FieldFault]
    ) {
        if nodes.count < count.lowerBound {
            faults.append(
                FieldFault(
                    pointer, .listShort, "give at least \(count.lowerBound)",
                    ["least": .integer(Int64(count.lowerBound))])
            )
        }
        guard nodes.count <= count.upperBound else {
            faults.append(
                FieldFault(
                    pointer, .listLong, "give at most \(count.upperBound)", ["most": .integer(Int64(count.upperBound))])
            )
            return
        }
        var seen: Set<String> = []
        for (index, node) in nodes.enumerated() {
            element.check(node, at: "\(pointer)/\(index)", into: &faults)
            guard unique, case .string(let text) = node.value else { continue }
            if !seen.insert(text).inserted {
                faults.append(FieldFault("\(pointer)/\(index)", .listRepeated, "this stands in the list already"))
            }
        }
    }

    private static func check(
        _ members: [JSONMember], _ properties: [Property], at pointer: String, into faults: inout [FieldFault]
    ) {
        for member in members {
            let place = pointer + "/" + FieldFault.token(member.name)
            if let property = properties.first(where: { $0.name.utf8.elementsEqual(member.name.utf8) }) {
                property.schema.check(member.node, at: place, into: &faults)
            } else {
                let known = properties.map(\.name)
                faults.append(
                    FieldFault(
                        place, .memberUnknown, "there is no such member; there are \(known.joined(separator: ", "))",
                        ["known": .strings(known)]))
            }
        }
        for property in properties where property.isRequired {
            guard !members.contains(where: { $0.name.utf8.elementsEqual(property.name.utf8) }) else { continue }
            faults.append(
                FieldFault(pointer + "/" + property.name, .memberMissing, "this member must be there"))
        }
    }

    /// What is expected, in a few words.
    private var kind: String {
        switch self {
        case .text, .choice, .scope: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .list: "a list"
        case .object, .map: "an object"
        case .nullable(let schema): schema.kind + " or null"
        case .described(let schema, _): schema.kind
        case .named, .anything: "a value"
        }
    }

    private static func choices(_ texts: [String]) -> String {
        texts.count <= 12
            ? "one of: " + texts.joined(separator: ", ") : "it is none of the \(texts.count) that there are"
    }

    private static func range(_ range: ClosedRange<Int64>) -> String {
        "give a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
}

extension JSONNumber {
    /// The value, where it is a whole number, however it is written; `nil` otherwise.
    var whole: Int64? {
        guard let floor, floor == ceiling else { return nil }
        return floor
    }
}
