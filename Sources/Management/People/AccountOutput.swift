internal import Accounts

/// An account as the API shows it: nothing of what proves who it is.
enum AccountOutput {
    static func json(_ account: Account) -> JSONOutput {
        [
            "id": .string(account.id), "name": .string(account.name), "role": .string(account.role.kind.rawValue),
            "merchantId": .text(account.role.merchantID), "enabled": .bool(account.isEnabled),
            "totp": .bool(account.hasTOTP), "language": .text(account.language?.rawValue),
            "hasPassword": .bool(account.hasPassword), "createdAt": .time(account.createdAt),
            "updatedAt": .time(account.updatedAt), "lastSignInAt": .time(account.lastSignInAt),
            "version": .integer(account.version),
        ]
    }

    /// The kinds of accounts.
    static let kinds = Schema.choice(AccountRole.Kind.allCases.map(\.rawValue))

    /// What ``json(_:)`` looks like.
    static let schema = Schema.object([
        .required("id", .string), .required("name", .string), .required("role", kinds),
        .required("merchantId", .nullable(.string), "Of a merchant's person."), .required("enabled", .boolean),
        .required("totp", .boolean, "Whether signing in takes a code."),
        .required("language", .nullable(.choice(Language.allCases.map(\.rawValue)))),
        .required("hasPassword", .boolean), .required("createdAt", .time), .required("updatedAt", .time),
        .required("lastSignInAt", .nullable(.time)), .required("version", .count, "The number in its ETag."),
    ])
}
