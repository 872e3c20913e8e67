/// A parameter that the query of an operation may have.
package struct QueryParameter: Hashable, Sendable {
    /// Its name.
    let name: String
    /// What its value may be: text, a choice, a whole number or a boolean.
    let schema: Schema
    /// What it does.
    let about: String

    package init(_ name: String, _ schema: Schema, _ about: String) {
        self.name = name
        self.schema = schema
        self.about = about
    }

    /// Those of every list.
    static let paging = [
        QueryParameter("offset", .integer(0...1_000_000_000), "How many to pass over; 0 unless set."),
        QueryParameter("limit", .integer(1...500), "How many at most; 50 unless set."),
    ]

    /// A text to look for.
    static func search(_ where: String) -> QueryParameter {
        QueryParameter("q", .text(.length(0...200)), "A text to look for in \(`where`), without regard to case.")
    }

    /// What to sort by: each name as it is, or after `-` for the other way round.
    static func sort(_ names: [String]) -> QueryParameter {
        QueryParameter(
            "sort", .choice(names.flatMap { [$0, "-" + $0] }), "What to sort by; after `-` the other way round.")
    }
}
