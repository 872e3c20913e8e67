import Registry

/// Applications to test with.
enum Sample {
    static func scopes(_ texts: String...) -> [Scope] { texts.compactMap { Scope($0) } }

    static func secret(_ id: String) -> StoredSecret {
        StoredSecret(id: id, digest: Array(repeating: 7, count: 32), createdAt: 100)
    }

    static func registration(
        id: String = "app_a", name: String = "Till", owner: String = "Corner Shop",
        scopes: [Scope] = scopes("transactions:read")
    ) -> Registration {
        Registration(id: id, name: name, owner: owner, scopes: scopes, secret: secret("sec_1"))
    }

    static func application(id: String = "app_a", number: Int64 = 1) throws -> Application {
        try registration(id: id).application(number: number, at: 100)
    }
}
