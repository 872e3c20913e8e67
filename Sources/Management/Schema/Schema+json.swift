extension Schema {
    /// The schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1.
    var json: JSONOutput {
        switch self {
        case .text(let rule): rule.json
        case .scope: ["$ref": "#/components/schemas/Scope"]
        case .choice(let texts): ["type": "string", "enum": .strings(texts)]
        case .integer(let range): Self.integer(range)
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .list(let element, let count, let unique): Self.list(element, count, unique)
        case .object(let properties): Self.object(properties)
        case .map(let value): ["type": "object", "additionalProperties": value.json]
        case .nullable(let schema): ["anyOf": [schema.json, ["type": "null"]]]
        case .named(let name): ["$ref": "#/components/schemas/\(name)"]
        case .anything: [:]
        case .described(let schema, let about): Self.described(schema, about)
        }
    }

    /// The ends of what 64 bits hold are none that a reader must keep.
    private static func integer(_ range: ClosedRange<Int64>) -> JSONOutput {
        var json: JSONOutput = ["type": "integer", "format": "int64"]
        if range.lowerBound != .min { json = json.with("minimum", .integer(range.lowerBound)) }
        if range.upperBound != .max { json = json.with("maximum", .integer(range.upperBound)) }
        return json
    }

    private static func list(_ element: Schema, _ count: ClosedRange<Int>, _ unique: Bool) -> JSONOutput {
        var json: JSONOutput = ["type": "array", "items": element.json]
        if count.lowerBound > 0 { json = json.with("minItems", .integer(Int64(count.lowerBound))) }
        if count.upperBound < .max { json = json.with("maxItems", .integer(Int64(count.upperBound))) }
        return unique ? json.with("uniqueItems", true) : json
    }

    private static func object(_ properties: [Property]) -> JSONOutput {
        let required = properties.filter(\.isRequired).map(\.name)
        var json: JSONOutput = [
            "type": "object",
            "properties": .object(properties.map { JSONOutput.Member($0.name, $0.schema.json) }),
            "additionalProperties": false,
        ]
        if !required.isEmpty { json = json.with("required", .strings(required)) }
        return json
    }

    /// Beside a reference, other keywords count too in this dialect.
    private static func described(_ schema: Schema, _ about: String) -> JSONOutput {
        schema.json.with("description", .string(about))
    }
}
