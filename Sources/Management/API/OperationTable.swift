/// Every operation of the API, by method and path.
package struct OperationTable: Sendable {
    /// What becomes of a method and a path.
    enum Match: Sendable {
        /// An operation, and the values of the names in its path.
        case found(Operation, [String: String])
        /// The path has other methods.
        case wrongMethod(allow: String)
        /// Nothing has this path.
        case unknown
    }

    /// The operations, in the order in which they are described.
    let operations: [Operation]
    /// Names for schemas that answers share.
    let schemas: [(name: String, schema: Schema)]

    package init(_ operations: [Operation], schemas: [(name: String, schema: Schema)] = []) {
        self.operations = operations
        self.schemas = schemas
    }

    /// - Parameter path: what follows `/api/v1`.
    func match(_ method: String, _ path: Substring) -> Match {
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var found = operations.compactMap { operation in
            operation.path.match(parts).map { (operation: operation, values: $0) }
        }
        guard let most = found.map(\.operation.path.literals).max() else { return .unknown }
        found.removeAll { $0.operation.path.literals < most }
        let wanted = method == "HEAD" ? "GET" : method
        if let one = found.first(where: { $0.operation.method.rawValue == wanted }) {
            return .found(one.operation, one.values)
        }
        let methods = found.map(\.operation.method.rawValue)
        return .wrongMethod(allow: (methods + (methods.contains("GET") ? ["HEAD"] : [])).joined(separator: ", "))
    }
}
