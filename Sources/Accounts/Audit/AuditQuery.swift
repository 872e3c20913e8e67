/// Which entries of the audit are asked for: newest first, unless it is said otherwise.
package struct AuditQuery: Hashable, Sendable {
    /// The most entries that one page has.
    package static let largestPage = 500

    /// Only those before this place; `nil` for the newest.
    package var before: Int64?
    /// Only those behind this place; `nil` from the oldest on.
    package var after: Int64?
    /// Whether the oldest come first.
    package var isOldestFirst = false
    /// Only those of whoever is called exactly this.
    package var who: String?
    /// Only those of this kind, or of all kinds that begin with it where it ends in a dot, such as `application.`.
    package var kind: String?
    /// Only those whose subject has this id.
    package var subjectID: String?
    /// Only those at this time or later, in seconds since 1970.
    package var from: Int64?
    /// Only those before this time, in seconds since 1970.
    package var to: Int64?
    /// Only those that have this text in who, kind, subject or changes; ASCII letters without case.
    package var text: String?
    /// How many are handed out at most: 1 to ``largestPage``; other values are taken for the nearest of these.
    package var limit: Int
    /// ``limit`` as it counts.
    package var pageSize: Int { min(max(1, limit), Self.largestPage) }

    package init(
        before: Int64? = nil, who: String? = nil, kind: String? = nil, subjectID: String? = nil, from: Int64? = nil,
        to: Int64? = nil, text: String? = nil, limit: Int = 50
    ) {
        self.before = before
        self.who = who
        self.kind = kind
        self.subjectID = subjectID
        self.from = from
        self.to = to
        self.text = text
        self.limit = limit
    }

    /// Whether it lets every entry through, however many it hands out at once.
    package var isOfAll: Bool {
        before == nil && after == nil && who == nil && kind == nil && subjectID == nil && from == nil && to == nil
            && text == nil
    }
}
