internal import HTTPServer
internal import JSONWebToken

/// The query of a request, read and checked: no parameter is passed over in silence.
package struct QueryValues: Sendable {
    private var values: [String: String] = [:]

    /// - Throws: 400 with every parameter that is unknown, stands twice or has a value that may not stand.
    init(_ query: String?, _ parameters: [QueryParameter]) throws(Problem) {
        var faults: [FieldFault] = []
        for part in (query ?? "").split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = FormText.decoded(halves[0]),
                let value = FormText.decoded(halves.count > 1 ? halves[1] : "")
            else {
                faults.append(
                    FieldFault("?\(halves[0])", .queryMalformed, "this is not percent-encoded UTF-8 (RFC 3986 §2.1)"))
                continue
            }
            guard let parameter = parameters.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                faults.append(
                    FieldFault(
                        "?" + name, .queryUnknown, Self.known(parameters), ["known": .strings(parameters.map(\.name))]))
                continue
            }
            if values.updateValue(value, forKey: name) != nil {
                faults.append(FieldFault("?" + name, .queryRepeated, "this parameter stands once"))
            }
            parameter.schema.check(parameter.node(value), at: "?" + name, into: &faults)
        }
        if !faults.isEmpty { throw .invalidQuery(faults) }
    }

    /// A parameter's text; `nil` where it is not there.
    package func text(_ name: String) -> String? { values[name] }

    /// A whole number.
    package func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    /// `true` or `false`.
    package func boolean(_ name: String) -> Bool? { values[name].map { $0 == "true" } }

    /// A time in seconds since 1970.
    func time(_ name: String) -> Int64? { values[name].flatMap(UTCTime.seconds) }

    /// The text to look for; `nil` where there is none to.
    var search: String? { text("q").flatMap { $0.isEmpty ? nil : $0 } }
    /// Where a list begins, and how long it may be.
    var offset: Int { integer("offset") ?? 0 }
    /// How many elements a list has at most.
    var limit: Int { integer("limit") ?? 50 }

    private static func known(_ parameters: [QueryParameter]) -> String {
        parameters.isEmpty
            ? "no parameter is known here" : "known are " + parameters.map(\.name).joined(separator: ", ")
    }
}

extension QueryParameter {
    /// A value as the JSON that its schema is for.
    fileprivate func node(_ text: String) -> JSONNode {
        JSONNode(offset: 0, value: value(text, schema))
    }

    private func value(_ text: String, _ schema: Schema) -> JSONValue {
        switch schema {
        case .described(let schema, _): value(text, schema)
        case .integer:
            // One way to write each number.
            Int64(text).flatMap { "\($0)" == text ? .number(JSONNumber($0)) : nil } ?? .string(text)
        case .boolean: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        default: .string(text)
        }
    }
}
