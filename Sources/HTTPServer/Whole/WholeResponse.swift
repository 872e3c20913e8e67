/// The response to a ``WholeRequest``. `Content-Length`, `Transfer-Encoding`, `Date` and `Connection` are the server's to add.
package struct WholeResponse: Sendable {
    /// The status code, 200 to 599.
    package var status: Int
    /// The field lines, in the order they are written.
    package var fields: [(name: String, value: String)]
    /// The content.
    package var content: [UInt8]
    /// The content where it is made while it is sent; ``content`` is then not looked at.
    package var stream: WholeStream?

    package init(status: Int, fields: [(name: String, value: String)] = [], content: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.content = content
    }

    /// A response whose content is made while it is sent.
    package init(status: Int, fields: [(name: String, value: String)] = [], stream: WholeStream) {
        self.init(status: status, fields: fields)
        self.stream = stream
    }
}
