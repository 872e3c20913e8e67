import Foundation

/// `gateway.schema.json` beside a document that has every key: where in the document each object of the schema stands.
struct SchemaPlaces {
    /// One member of an object that the schema describes, and how it is reached in the document.
    struct Member: CustomStringConvertible {
        /// Keys and indices from the top of the document.
        let steps: [Step]
        /// What the schema says of it, references filled in.
        let schema: [String: Any]
        let isRequired: Bool

        /// The path as problems name it.
        var description: String { Step.text(steps) }
    }

    /// One object of the document that the schema describes.
    struct Object {
        let steps: [Step]
        let title: String
        let members: [Member]
    }

    enum Step: Hashable {
        case key(String)
        case index(Int)

        static func text(_ steps: [Step]) -> String {
            steps.reduce("") { path, step in
                switch step {
                case .key(let key): path.isEmpty ? key : path + "." + key
                case .index(let index): path + "[\(index)]"
                }
            }
        }
    }

    let document: Any
    private(set) var objects: [Object] = []
    private let definitions: [String: Any]

    /// The files of the repository.
    static func load() throws -> SchemaPlaces {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let read = { (path: String) in
            try JSONSerialization.jsonObject(with: Data(contentsOf: root.appending(path: path)))
        }
        return SchemaPlaces(
            schema: try read("gateway.schema.json") as? [String: Any] ?? [:],
            document: try read("Examples/complete/gateway.json"))
    }

    init(schema: [String: Any], document: Any) {
        self.document = document
        definitions = schema["$defs"] as? [String: Any] ?? [:]
        walk(schema, document, [])
    }

    /// Every member of every object, those that the document lacks at this place included.
    var members: [Member] { objects.flatMap(\.members) }

    private mutating func walk(_ node: [String: Any], _ value: Any, _ steps: [Step]) {
        let schema = choice(resolved(node), for: value)
        if let values = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, value) in values.enumerated() { walk(items, value, steps + [.index(index)]) }
        }
        guard let values = value as? [String: Any] else { return }
        if let entry = schema["additionalProperties"] as? [String: Any] {
            for (key, value) in values { walk(entry, value, steps + [.key(key)]) }
        }
        guard let properties = schema["properties"] as? [String: [String: Any]] else { return }
        let required = schema["required"] as? [String] ?? []
        objects.append(
            Object(
                steps: steps, title: schema["title"] as? String ?? "",
                members: properties.map { key, member in
                    Member(
                        steps: steps + [.key(key)], schema: resolved(member), isRequired: required.contains(key))
                }))
        for (key, member) in properties {
            if let value = values[key] { walk(member, value, steps + [.key(key)]) }
        }
    }

    /// A node with what it refers to filled in; what it says itself stands above that.
    private func resolved(_ node: [String: Any]) -> [String: Any] {
        guard let reference = node["$ref"] as? String,
            let target = definitions[reference.replacing("#/$defs/", with: "")] as? [String: Any]
        else { return node }
        return resolved(target).merging(node) { $1 }
    }

    /// The alternative that fits a value's kind, where there are several.
    private func choice(_ schema: [String: Any], for value: Any) -> [String: Any] {
        guard schema["type"] == nil, let choices = schema["oneOf"] as? [[String: Any]] else { return schema }
        let wanted = value is [String: Any] ? "object" : "string"
        return choices.map(resolved).first { $0["type"] as? String == wanted } ?? schema
    }
}

extension SchemaPlaces {
    /// The document with another value at a place; `nil` takes the key away.
    func document(_ steps: [Step], _ value: Any?) -> String {
        let changed = Self.replace(document, steps[...], value)
        let data = try? JSONSerialization.data(withJSONObject: changed, options: [.sortedKeys])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    private static func replace(_ node: Any, _ steps: ArraySlice<Step>, _ value: Any?) -> Any {
        guard let step = steps.first else { return value ?? NSNull() }
        switch step {
        case .key(let key):
            var members = node as? [String: Any] ?? [:]
            if steps.count == 1, value == nil {
                members[key] = nil
            } else {
                members[key] = replace(members[key] ?? [String: Any](), steps.dropFirst(), value)
            }
            return members
        case .index(let index):
            var elements = node as? [Any] ?? []
            elements[index] = replace(elements[index], steps.dropFirst(), value)
            return elements
        }
    }
}
