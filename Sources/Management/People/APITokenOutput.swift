internal import Accounts
internal import HTTPServer

/// An API token as the API shows it: everything but its text.
enum APITokenOutput {
    static func json(_ token: APIToken, at now: Int64) -> JSONOutput {
        [
            "id": .string(token.id), "name": .string(token.name),
            "permissions": .strings(token.permissions.map(\.rawValue)), "createdAt": .time(token.createdAt),
            "expiresAt": .time(token.expiresAt), "expired": .bool(!token.isLive(at: now)),
            "lastUsed": .text(token.lastUsedDay.map(UTCTime.day)),
        ]
    }

    private static let properties: [Schema.Property] = [
        .required("id", .string), .required("name", .string), .required("permissions", .list(.string)),
        .required("createdAt", .time), .required("expiresAt", .time), .required("expired", .boolean),
        .required("lastUsed", .nullable(.string), "The day, in UTC."),
    ]

    /// What ``json(_:at:)`` looks like.
    static let schema = Schema.object(properties)

    /// The same with the text, where it was just made.
    static let withText = Schema.object(
        properties + [.required("token", .string, "What a script sends as Bearer; shown this once.")])
}
