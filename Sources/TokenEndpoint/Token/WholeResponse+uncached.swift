import HTTPServer

extension WholeResponse {
    private static let uncachedJSON = [
        (name: "Content-Type", value: "application/json"), (name: "Cache-Control", value: "no-store"),
        (name: "Pragma", value: "no-cache"),
    ]

    /// A JSON answer that nobody may keep (RFC 6749 §5.1): success and error alike tell of credentials.
    static func uncached(
        status: Int, fields: [(name: String, value: String)] = [], content: [UInt8]
    ) -> WholeResponse {
        WholeResponse(
            status: status, fields: fields.isEmpty ? uncachedJSON : uncachedJSON + fields, content: content)
    }
}
