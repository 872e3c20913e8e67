internal import Accounts
internal import Registry

/// A merchant as the API shows it.
enum MerchantOutput {
    static func json(_ found: ListedMerchant) -> JSONOutput {
        let merchant = found.merchant
        return [
            "id": .string(merchant.id), "name": .string(merchant.name),
            "allowedScopes": .strings(merchant.allowedScopes.map(\.description)),
            "applications": .integer(Int64(found.applicationCount)), "createdAt": .time(merchant.createdAt),
            "updatedAt": .time(merchant.updatedAt), "version": .integer(merchant.version),
        ]
    }

    /// What ``json(_:)`` looks like.
    static let schema = Schema.object([
        .required("id", .string), .required("name", .string, "What its applications have as owner."),
        .required("allowedScopes", .list(.string), "What its people may have granted."),
        .required("applications", .count, "How many it has."), .required("createdAt", .time),
        .required("updatedAt", .time), .required("version", .count, "The number in its ETag."),
    ])
}
