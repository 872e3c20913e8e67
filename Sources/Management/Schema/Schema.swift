/// What a JSON value may be: what is read is checked by it, and the description of the API is written from it, so that
/// the two cannot part.
package indirect enum Schema: Hashable, Sendable {
    /// A text that keeps a rule.
    case text(TextRule)
    /// A scope, `audience:operation`. Which there are is the configuration's to say; the description lists them.
    case scope
    /// One of these texts.
    case choice([String])
    /// A whole number in a range.
    case integer(ClosedRange<Int64>)
    /// Any number.
    case number
    /// `true` or `false`.
    case boolean
    /// A list of so many elements; with `unique`, none stands twice.
    case list(Schema, count: ClosedRange<Int>, unique: Bool)
    /// An object of exactly these members.
    case object([Property])
    /// An object whose names are free.
    case map(Schema)
    /// The same, or `null`.
    case nullable(Schema)
    /// What ``OperationTable`` keeps under a name; for answers.
    case named(String)
    /// Anything that is JSON.
    case anything
    /// The same, with words that say what it is.
    case described(Schema, String)

    /// One member of an object.
    package struct Property: Hashable, Sendable {
        /// Its name.
        let name: String
        /// What its value may be.
        let schema: Schema
        /// Whether it must be there.
        let isRequired: Bool

        /// A member that must be there.
        package static func required(_ name: String, _ schema: Schema, _ about: String? = nil) -> Property {
            Property(name: name, schema: about.map { .described(schema, $0) } ?? schema, isRequired: true)
        }

        /// A member that may be left out.
        package static func optional(_ name: String, _ schema: Schema, _ about: String? = nil) -> Property {
            Property(name: name, schema: about.map { .described(schema, $0) } ?? schema, isRequired: false)
        }
    }

    /// Any text.
    package static let string = Schema.text(.any)
    /// A time, as answers have it.
    package static let time = Schema.text(.time)
    /// Scopes, each once.
    package static func scopes(_ count: ClosedRange<Int>) -> Schema { .list(.scope, count: count, unique: true) }
    /// A whole number from 0; for answers.
    package static let count = Schema.integer(0...Int64.max)
    /// The largest whole number that every reader of JSON takes as it is (RFC 8259 §6); what is asked for ends here at most, so
    /// that the end can be told.
    package static let largestExact: Int64 = 9_007_199_254_740_991

    /// A list as long as it comes, for answers.
    package static func list(_ element: Schema) -> Schema { .list(element, count: 0...Int.max, unique: false) }
    /// A page of a list, for answers.
    package static func page(of name: String) -> Schema {
        .object([
            .required("items", .list(.named(name))), .required("offset", .count), .required("limit", .count),
            .required("total", .count, "How many the whole list has."),
        ])
    }

    /// A list that is never long, for answers.
    package static func items(of name: String) -> Schema { .object([.required("items", .list(.named(name)))]) }
}
