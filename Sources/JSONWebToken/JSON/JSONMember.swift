/// One name and value of a JSON object (RFC 8259 §4).
package struct JSONMember: Hashable, Sendable {
    /// The name, unescaped.
    package let name: String
    /// The offset, in the text, of the quotation mark that opens the name.
    package let nameOffset: Int
    /// The value.
    package let node: JSONNode

    package init(name: String, nameOffset: Int, node: JSONNode) {
        self.name = name
        self.nameOffset = nameOffset
        self.node = node
    }

    /// Whether the name has exactly these bytes.
    ///
    /// `String`'s own equality follows canonical equivalence, by which U+212A equals "K": too loose for names that
    /// decide what a token may do.
    package func isNamed(_ other: StaticString) -> Bool {
        name.utf8.elementsEqual(other.description.utf8)
    }
}
