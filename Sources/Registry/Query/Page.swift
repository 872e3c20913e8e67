/// A part of a list, and how long the whole list is.
package struct Page<Item: Hashable & Sendable>: Hashable, Sendable {
    /// The items of this part.
    package let items: [Item]
    /// How many the whole list has, as of the same moment.
    package let total: Int

    package init(items: [Item], total: Int) {
        self.items = items
        self.total = total
    }
}
