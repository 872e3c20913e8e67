/// Which merchants are asked for, and which part of them.
package struct MerchantQuery: Hashable, Sendable {
    /// What a list is sorted by. Names are compared without case; what is equal stands in the order of making.
    package enum Sort: String, Hashable, Sendable, CaseIterable {
        case name
        case createdAt
        case applications
    }

    /// Only those that have this text in their name, without case.
    package var text: String?
    /// What they are sorted by.
    package var sort: Sort
    /// Whether the last comes first.
    package var isDescending: Bool
    /// How many are passed over: 0 or more.
    package var offset: Int
    /// How many are handed out at most: 1 to 500; other values are taken for the nearest of these.
    package var limit: Int

    package init(
        text: String? = nil, sort: Sort = .name, isDescending: Bool = false, offset: Int = 0, limit: Int = 50
    ) {
        self.text = text
        self.sort = sort
        self.isDescending = isDescending
        self.offset = offset
        self.limit = limit
    }
}
