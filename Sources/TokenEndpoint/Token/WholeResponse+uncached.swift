import HTTPServer

extension WholeResponse {
    /// A JSON answer that nobody may keep (RFC 6749 §5.1): success and error alike tell of credentials.
    static func uncached(status: Int, fields: [(name: String, value: String)] = [], json: String) -> WholeResponse {
        let common = [
            (name: "Content-Type", value: "application/json"), (name: "Cache-Control", value: "no-store"),
            (name: "Pragma", value: "no-cache"),
        ]
        return WholeResponse(status: status, fields: common + fields, content: Array(json.utf8))
    }
}
