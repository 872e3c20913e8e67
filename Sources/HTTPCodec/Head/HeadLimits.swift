/// How large a head may be.
package struct HeadLimits: Sendable, Hashable {
    /// Bytes of the whole head, from its first byte to the empty line.
    package var head: Int
    /// Bytes of the request target.
    package var target: Int
    /// Field lines.
    package var fields: Int

    package init(head: Int = 32 * 1024, target: Int = 8 * 1024, fields: Int = 100) {
        self.head = head
        self.target = target
        self.fields = fields
    }
}
