internal import HTTPServer
internal import Registry

/// An application as the API shows it: everything but the digests of its secrets.
enum ApplicationOutput {
    /// - Parameters:
    ///   - uses: the last uses of its secrets.
    ///   - now: seconds since 1970, which the ends of secrets are compared with.
    static func json(_ found: VersionedApplication, uses: [SecretUse], at now: Int64) -> JSONOutput {
        let application = found.application
        return [
            "clientId": .string(application.id), "number": .integer(application.number),
            "name": .string(application.name), "owner": .string(application.owner),
            "scopes": .strings(application.scopes.map(\.description)), "enabled": .bool(application.isEnabled),
            "generation": .integer(application.generation), "createdAt": .time(application.createdAt),
            "updatedAt": .time(application.updatedAt), "version": .integer(found.version),
            "secrets": .array(application.secrets.map { secret($0, uses, at: now) }),
        ]
    }

    private static func secret(_ secret: StoredSecret, _ uses: [SecretUse], at now: Int64) -> JSONOutput {
        [
            "id": .string(secret.id), "createdAt": .time(secret.createdAt), "endsAt": .time(secret.endsAt),
            "expired": .bool(!secret.isLive(at: now)),
            "lastUsed": .text(uses.first { $0.secretID == secret.id }.map { UTCTime.day($0.day) }),
        ]
    }

    /// What ``json(_:uses:at:)`` looks like.
    static let schema = Schema.object([
        .required("clientId", .string), .required("number", .count, "Its place in the order of registration."),
        .required("name", .string), .required("owner", .string, "The name of the merchant that it belongs to."),
        .required("scopes", .list(.string)), .required("enabled", .boolean),
        .required("generation", .count, "Raised where its tokens are revoked."), .required("createdAt", .time),
        .required("updatedAt", .time), .required("version", .count, "The number in its ETag."),
        .required("secrets", .list(secretSchema)),
    ])

    private static let secretSchema = Schema.object([
        .required("id", .string), .required("createdAt", .time),
        .required("endsAt", .nullable(.time), "From when on it authenticates nothing."),
        .required("expired", .boolean), .required("lastUsed", .nullable(.string), "The day, in UTC."),
    ])

    /// What is answered where a secret was made.
    static let withSecret = Schema.object([
        .required("application", .named("Application")), .required("secretId", .string),
        .required("clientSecret", .string, "Shown this once."),
    ])
}
