/// The response to a ``WholeRequest``. `Content-Length`, `Date` and `Connection` are the server's to add.
package struct WholeResponse: Sendable {
    /// The status code, 200 to 599.
    package var status: Int
    /// The field lines, in the order they are written.
    package var fields: [(name: String, value: String)]
    /// The content.
    package var content: [UInt8]

    package init(status: Int, fields: [(name: String, value: String)] = [], content: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.content = content
    }
}
