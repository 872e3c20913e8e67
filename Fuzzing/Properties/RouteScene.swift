import Policy

/// A few routes whose patterns lie close to each other, as a table, and as the table of the same routes backwards.
final class RouteScene: Sendable {
    let entries: [RouteEntry]
    let table: RouteTable
    let backwards: RouteTable

    init(_ entries: [RouteEntry]) throws {
        self.entries = entries
        table = try RouteTable(entries)
        backwards = try RouteTable(entries.reversed())
    }

    /// The scenes that every path is matched in; none where one of them cannot be made, which is a failure.
    static let all: [RouteScene] = (try? [plain(), sensitive(), slashes(), hosts()]) ?? []

    private static let patterns = [
        ("GET", "/"), ("GET", "/accounts"), ("POST", "/accounts"), ("GET", "/accounts/"), ("GET", "/accounts/export"),
        ("POST", "/accounts/export"), ("GET", "/accounts/{id}"), ("DELETE", "/accounts/{id}"),
        ("GET", "/accounts/{id}/keys"), ("GET", "/accounts/{id}/{part}"), ("GET", "/accounts/export/keys"),
        ("GET", "/files/{rest...}"), ("PUT", "/files/a%20b"), ("GET", "/files/{name}/raw"), ("GET", "/{any}/keys/x."),
        ("HEAD", "/only/head"), ("GET", "/only/{rest...}"), ("GET", "/accounts/{id}/"), ("GET", "/files/index/"),
    ]

    private static func entries(_ options: RouteOptions, host: HostPattern? = nil) throws -> [RouteEntry] {
        try patterns.map {
            RouteEntry(method: $0.0, host: host, pattern: try PathPattern($0.1), options: options)
        }
    }

    private static func plain() throws -> RouteScene { try RouteScene(try entries([])) }

    private static func sensitive() throws -> RouteScene { try RouteScene(try entries(.caseSensitive)) }

    private static func slashes() throws -> RouteScene {
        let strict = try entries([]).prefix(6)
        return try RouteScene(Array(strict + (try entries(.encodedSlashes).dropFirst(6))))
    }

    private static func hosts() throws -> RouteScene {
        let api = try entries([], host: try HostPattern("api.example")).prefix(6)
        let below = try entries(.encodedSlashes, host: try HostPattern("*.example")).suffix(9)
        return try RouteScene(Array(api + below + (try entries([]).suffix(13))))
    }
}
