internal import HTTPServer

/// A JSON value to be written: the members of an object keep their order.
///
/// What is read is a `JSONNode`, with the place of each value; what is written needs none.
package enum JSONOutput: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction; one that is not finite is written as `null`, because JSON has no other word for it.
    case number(Double)
    case string(String)
    case array([JSONOutput])
    case object([Member])
    /// A value that is JSON already; whoever makes it answers for that.
    case encoded([UInt8])

    /// One name and value of an object.
    package struct Member: Hashable, Sendable {
        /// The name; each stands once in an object.
        package var name: String
        /// The value.
        package var value: JSONOutput

        package init(_ name: String, _ value: JSONOutput) {
            self.name = name
            self.value = value
        }
    }

    /// A list of strings.
    package static func strings(_ texts: some Sequence<String>) -> JSONOutput { .array(texts.map { .string($0) }) }

    /// A string, or `null` where there is none.
    package static func text(_ text: String?) -> JSONOutput { text.map { .string($0) } ?? .null }

    /// A time in seconds since 1970 as RFC 3339 writes it, or `null` where there is none.
    package static func time(_ seconds: Int64?) -> JSONOutput { text(seconds.map(UTCTime.text)) }

    /// An object's value of a name; `nil` where there is none.
    package subscript(_ name: String) -> JSONOutput? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// An object with another member at its end.
    package func with(_ name: String, _ value: JSONOutput) -> JSONOutput {
        guard case .object(let members) = self else { return self }
        return .object(members + [Member(name, value)])
    }
}

extension JSONOutput: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONOutput...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONOutput)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
