package import HTTPServer

extension WholeResponse {
    /// An answer in JSON.
    package static func json(
        _ json: JSONOutput, status: Int = 200, fields: [(name: String, value: String)] = []
    ) -> WholeResponse {
        WholeResponse(status: status, fields: [("Content-Type", "application/json")] + fields, content: json.bytes)
    }

    /// A representation and its version.
    static func json(
        _ json: JSONOutput, version: Int64, status: Int = 200, fields: [(name: String, value: String)] = []
    ) -> WholeResponse {
        self.json(json, status: status, fields: [("ETag", EntityVersion.tag(version))] + fields)
    }

    /// A page of a list.
    static func list(_ items: [JSONOutput], _ query: QueryValues, total: Int) -> WholeResponse {
        json([
            "items": .array(items), "offset": .integer(Int64(query.offset)), "limit": .integer(Int64(query.limit)),
            "total": .integer(Int64(total)),
        ])
    }

    /// A list that is never long.
    static func items(_ items: [JSONOutput]) -> WholeResponse { json(["items": .array(items)]) }

    /// Nothing more to say.
    static let done = WholeResponse(status: 204)
}
