package import Registry

/// The differences between what something was and what it is, as the audit has them.
///
/// No secret and no digest of one is among them.
package struct AuditFields: Sendable {
    private var changes: [AuditChange] = []

    private init() {}

    private mutating func add(_ field: String, _ before: String?, _ after: String?) {
        if before != after { changes.append(AuditChange(field: field, before: before, after: after)) }
    }
}

extension AuditFields {
    /// Of an application; `nil` stands for one that is not there.
    package static func between(_ before: Application?, _ after: Application?) -> [AuditChange] {
        var fields = AuditFields()
        fields.add("name", before?.name, after?.name)
        fields.add("owner", before?.owner, after?.owner)
        fields.add("scopes", list(before?.scopes), list(after?.scopes))
        fields.add("enabled", text(before?.isEnabled), text(after?.isEnabled))
        fields.add("generation", text(before?.generation), text(after?.generation))
        fields.add("secrets", list(before?.secrets.map(\.id)), list(after?.secrets.map(\.id)))
        for id in Set((before?.secrets ?? []).map(\.id) + (after?.secrets ?? []).map(\.id)).sorted() {
            let end = { (application: Application?) in application?.secrets.first { $0.id == id }?.endsAt }
            fields.add("secrets.\(id).endsAt", end(before).map(UTCText.text), end(after).map(UTCText.text))
        }
        return fields.changes
    }

    /// Of a merchant.
    package static func between(_ before: Merchant?, _ after: Merchant?) -> [AuditChange] {
        var fields = AuditFields()
        fields.add("name", before?.name, after?.name)
        fields.add("allowedScopes", list(before?.allowedScopes), list(after?.allowedScopes))
        return fields.changes
    }

    /// Of an account.
    package static func between(_ before: Account?, _ after: Account?) -> [AuditChange] {
        var fields = AuditFields()
        fields.add("name", before?.name, after?.name)
        fields.add("role", before?.role.kind.rawValue, after?.role.kind.rawValue)
        fields.add("merchantId", before?.role.merchantID, after?.role.merchantID)
        fields.add("enabled", text(before?.isEnabled), text(after?.isEnabled))
        fields.add("hasPassword", text(before?.hasPassword), text(after?.hasPassword))
        fields.add("totp", text(before?.hasTOTP), text(after?.hasTOTP))
        fields.add("language", before?.language?.rawValue, after?.language?.rawValue)
        return fields.changes
    }

    /// Of an API token.
    package static func between(_ before: APIToken?, _ after: APIToken?) -> [AuditChange] {
        var fields = AuditFields()
        fields.add("token", before?.id, after?.id)
        fields.add("name", before?.name, after?.name)
        fields.add("permissions", list(before?.permissions.map(\.rawValue)), list(after?.permissions.map(\.rawValue)))
        fields.add("expiresAt", (before?.expiresAt).map(UTCText.text), (after?.expiresAt).map(UTCText.text))
        return fields.changes
    }

    private static func list(_ values: [some CustomStringConvertible]?) -> String? {
        values.map { $0.map(\.description).joined(separator: " ") }
    }

    private static func text(_ value: (some CustomStringConvertible)?) -> String? { value?.description }
}
