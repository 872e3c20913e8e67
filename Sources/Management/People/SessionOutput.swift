internal import Accounts

/// A session as the API shows it to the account that it is of.
enum SessionOutput {
    /// - Parameter current: the id of the session that asks.
    static func json(_ session: Session, current: String?) -> JSONOutput {
        [
            "id": .string(session.id), "createdAt": .time(session.createdAt), "lastUsedAt": .time(session.lastUsedAt),
            "endsAt": .time(session.endsAt), "address": .string(session.address),
            "userAgent": .string(session.userAgent), "current": .bool(session.id == current),
        ]
    }

    /// What ``json(_:current:)`` looks like.
    static let schema = Schema.object([
        .required("id", .string), .required("createdAt", .time), .required("lastUsedAt", .time),
        .required("endsAt", .time, "Unless it is used again."), .required("address", .string),
        .required("userAgent", .string, "What the browser says it is."),
        .required("current", .boolean, "Whether it is the one that asks."),
    ])
}
