/// Which applications are asked for, in which order, and which part of them.
package struct ApplicationQuery: Hashable, Sendable {
    /// What a list is sorted by. Texts are compared without case; what is equal stands in the order of registration, or in
    /// its reverse where the last comes first.
    package enum Sort: String, Hashable, Sendable, CaseIterable {
        /// The order of registration.
        case number
        case name
        case owner
        case updatedAt
    }

    /// Which of several scopes an application must have.
    package enum ScopeMatch: Hashable, Sendable {
        /// Each of them; with none named, every application matches.
        case all([Scope])
        /// At least one of them; with none named, no application matches.
        case any([Scope])
    }

    /// The most applications that one page has.
    package static let largestPage = 500

    /// Only those of this owner, byte for byte.
    package var owner: String?
    /// Only those that have this text in name, owner or client id, without case.
    package var text: String?
    /// Only those that are enabled, or that are not.
    package var isEnabled: Bool?
    /// Only those that have these scopes.
    package var scopes: ScopeMatch?
    /// What they are sorted by.
    package var sort: Sort
    /// Whether the last comes first.
    package var isDescending: Bool
    /// How many are passed over: 0 or more.
    package var offset: Int
    /// How many are handed out at most: 1 to ``largestPage``; other values are taken for the nearest of these.
    package var limit: Int

    package init(
        owner: String? = nil, text: String? = nil, isEnabled: Bool? = nil, scopes: ScopeMatch? = nil,
        sort: Sort = .number, isDescending: Bool = false, offset: Int = 0, limit: Int = 50
    ) {
        self.owner = owner
        self.text = text
        self.isEnabled = isEnabled
        self.scopes = scopes
        self.sort = sort
        self.isDescending = isDescending
        self.offset = offset
        self.limit = limit
    }
}
