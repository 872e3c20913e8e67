internal import Accounts
internal import Registry
internal import Testing

extension AccountConformance {
    private static func scopes(_ texts: String...) -> [Scope] { texts.compactMap { Scope($0) } }

    static let merchants: [Rule] = [
        Rule("every owner is a merchant: a new one may grant nothing") { store in
            _ = try await store.register(StoreConformance.registration("a"), by: origin)
            let shop = try #require(try await store.merchant(named: "Corner Shop"))
            #expect(shop.merchant.allowedScopes == [] && shop.applicationCount == 1 && shop.merchant.version == 1)
            #expect(try await store.merchant(shop.merchant.id) == shop)
            _ = try await store.edit("a", ApplicationEdit(owner: "Market"), by: origin)
            #expect(try await store.merchant(named: "Market")?.applicationCount == 1)
            #expect(try await store.merchant(named: "Corner Shop")?.applicationCount == 0)
            #expect(
                try await store.merchants(matching: MerchantQuery()).items.map(\.merchant.name) == [
                    "Corner Shop", "Market",
                ])
            #expect(try await store.merchants(matching: MerchantQuery(text: "SHOP")).items.count == 1)
            let busiest = MerchantQuery(sort: .applications, isDescending: true, limit: 1)
            #expect(try await store.merchants(matching: busiest).items.map(\.merchant.name) == ["Market"])
            #expect(try await store.merchants(matching: busiest).total == 2)
        },
        Rule("what a merchant is allowed changes in the next version, not from another") { store in
            let shop = try await addMerchant(store, "Shop", "t:write", "t:read", "t:read")
            #expect(shop.allowedScopes == scopes("t:read", "t:write"))
            let after = try await store.allowMerchant(shop.id, scopes("t:read"), expecting: 1, by: at(2000))
            #expect(after.allowedScopes == scopes("t:read") && after.version == 2 && after.updatedAt == 2000)
            #expect(try await store.merchant(shop.id)?.merchant == after)
            try await expectRefused(.versionMismatch(current: 2), by: store) {
                _ = try await store.allowMerchant(shop.id, [], expecting: 1, by: origin)
            }
            #expect(try await store.allowMerchant(shop.id, scopes("t:read"), expecting: 2, by: origin) == after)
            try await expectRefused(.nameTaken("Shop"), by: store) { try await addMerchant(store, "Shop") }
            try await addMerchant(store, "shop")
        },
        Rule("a merchant is removed only without applications and accounts") { store in
            let shop = try await addMerchant(store, "Corner Shop")
            try await add(store, "ada", .merchant(shop.id))
            _ = try await store.register(StoreConformance.registration("a"), by: origin)
            try await expectRefused(.merchantHasApplications(1), by: store) {
                _ = try await store.removeMerchant(shop.id, expecting: nil, by: origin)
            }
            _ = try await store.remove("a", by: origin)
            try await expectRefused(.merchantHasAccounts(1), by: store) {
                _ = try await store.removeMerchant(shop.id, expecting: nil, by: origin)
            }
            _ = try await store.removeAccount("acc_ada", expecting: nil, by: origin)
            try await expectRefused(.versionMismatch(current: 1), by: store) {
                _ = try await store.removeMerchant(shop.id, expecting: 2, by: origin)
            }
            #expect(try await store.removeMerchant(shop.id, expecting: 1, by: origin) == shop)
            #expect(try await store.merchant(shop.id) == nil)
            try await expectRefused(.unknownMerchant(shop.id), by: store) {
                _ = try await store.removeMerchant(shop.id, expecting: nil, by: origin)
            }
        },
    ]

    static let bounds: [Rule] = [
        Rule("a merchant's person registers for that merchant only, and with allowed scopes only") { store in
            let shop = try await addMerchant(store, "Corner Shop", "transactions:read")
            let other = try await addMerchant(store, "Market", "transactions:read")
            let wanted = StoreConformance.registration("a")
            try await expect(.ownerNotAllowed, by: store) {
                _ = try await store.register(wanted, if: ChangeCondition(merchantID: other.id), once: nil, by: origin)
            }
            var greedy = wanted
            greedy.scopes = scopes("transactions:read", "transactions:refund")
            try await expect(.scopesNotAllowed(scopes("transactions:refund")), by: store) { [greedy] in
                _ = try await store.register(greedy, if: ChangeCondition(merchantID: shop.id), once: nil, by: origin)
            }
            let made = try await store.register(wanted, if: ChangeCondition(merchantID: shop.id), once: nil, by: origin)
            #expect(made.made?.application.owner == "Corner Shop")
        },
        Rule("another merchant's application is not there at all, whatever is done to it") { store in
            try await addMerchant(store, "Corner Shop", "transactions:read")
            let other = try await addMerchant(store, "Market", "transactions:read")
            _ = try await store.register(StoreConformance.registration("a"), by: origin)
            _ = try await store.addSecret("a", StoreConformance.secret("s"), othersEndAt: nil, by: origin)
            for merchantID in [other.id, "mer_gone"] {
                // With another version as well: that the version is wrong must not tell that it is there.
                for version in [nil, Int64(99)] {
                    for (name, attempt) in attempts(store, ChangeCondition(version: version, merchantID: merchantID)) {
                        try await expect(.unknownApplication("a"), by: store, name) { try await attempt() }
                    }
                }
            }
            for (_, attempt) in attempts(store, ChangeCondition(merchantID: "mer_Corner Shop")) { try await attempt() }
            #expect(try await store.application("a") == nil)
        },
        Rule("scopes that are not allowed any more may stay or go, and not be added") { store in
            let shop = try await addMerchant(store, "Corner Shop", "t:read", "t:create", "t:refund")
            let mine = ChangeCondition(merchantID: shop.id)
            var wanted = StoreConformance.registration("a")
            wanted.scopes = scopes("t:read", "t:create")
            _ = try await store.register(wanted, if: mine, once: nil, by: origin)
            _ = try await store.allowMerchant(shop.id, scopes("t:refund"), expecting: nil, by: origin)
            let added = try await store.edit(
                "a", ApplicationEdit(addedScopes: scopes("t:refund")), if: mine, by: origin)
            #expect(added.application.scopes == scopes("t:create", "t:read", "t:refund"))
            let fewer = ApplicationEdit(removedScopes: scopes("t:read"))
            #expect(try await store.edit("a", fewer, if: mine, by: origin).isChanged)
            try await expect(.scopesNotAllowed(scopes("t:read")), by: store) {
                _ = try await store.edit("a", ApplicationEdit(addedScopes: scopes("t:read")), if: mine, by: origin)
            }
            try await expect(.ownerNotAllowed, by: store) {
                _ = try await store.edit("a", ApplicationEdit(owner: "Market"), if: mine, by: origin)
            }
            _ = try await store.edit("a", ApplicationEdit(owner: "Market", addedScopes: scopes("t:read")), by: origin)
            #expect(try await store.application("a")?.owner == "Market")
        },
    ]

    private static func attempts(
        _ store: any Store, _ condition: ChangeCondition
    ) -> [(String, @Sendable () async throws -> Void)] {
        let second = StoreConformance.secret("s2")
        return [
            ("edit", { _ = try await store.edit("a", ApplicationEdit(name: "x"), if: condition, by: origin) }),
            ("disable", { _ = try await store.disable("a", if: condition, by: origin) }),
            ("enable", { _ = try await store.enable("a", if: condition, by: origin) }),
            ("end", { _ = try await store.endSecret("a", secret: "s", at: 5000, if: condition, by: origin) }),
            (
                "removeSecret",
                {
                    _ = try await store.removeSecret("a", secret: "s", revokingTokens: true, if: condition, by: origin)
                }
            ),
            (
                "addSecret",
                { _ = try await store.addSecret("a", second, othersEndAt: nil, if: condition, once: nil, by: origin) }
            ),
            ("revoke", { _ = try await store.revokeTokens("a", if: condition, by: origin) }),
            ("remove", { _ = try await store.remove("a", if: condition, by: origin) }),
        ]
    }

    /// Expects a refusal of the registry, and that it left no trace.
    private static func expect(
        _ refusal: RegistryRefusal, by store: any Store, _ name: String = "",
        sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async throws {
        let before = try await (store.view().sequence, store.auditEntries(matching: AuditQuery()))
        do {
            try await body()
            Issue.record("not refused: \(name)", sourceLocation: sourceLocation)
        } catch {
            #expect(error as? StoreError == .refused(refusal), "\(name)", sourceLocation: sourceLocation)
        }
        let after = try await (store.view().sequence, store.auditEntries(matching: AuditQuery()))
        #expect(after.0 == before.0 && after.1 == before.1, "\(name)", sourceLocation: sourceLocation)
    }
}
