internal import Registry
internal import Testing

extension StoreConformance {
    static let changing: [Rule] = [
        Rule("an edit is kept") { store in
            _ = try await store.register(registration("a"), by: origin)
            let edit = ApplicationEdit(
                name: "Kiosk", owner: "Other", addedScopes: scopes("b:x", "a:x"),
                removedScopes: scopes("transactions:read"))
            let outcome = try await store.edit("a", edit, by: ChangeOrigin(time: 2000, who: "test"))
            #expect(outcome.application.name == "Kiosk")
            #expect(outcome.application.owner == "Other")
            #expect(outcome.application.scopes == scopes("a:x", "b:x"))
            #expect(outcome.application.createdAt == 1000)
            #expect(outcome.application.updatedAt == 2000)
            #expect(try await store.application("a") == outcome.application)
            try await expectHistoryMatches(store)
        },
        Rule("a refused edit leaves no trace") { store in
            _ = try await store.register(registration("a"), by: origin)
            try await expectRefused(.noScopes, by: store) {
                _ = try await store.edit("a", ApplicationEdit(name: "Kiosk", scopes: []), by: origin)
            }
        },
        Rule("what changes nothing leaves no trace and says so") { store in
            _ = try await store.register(registration("a"), by: origin)
            let outcome = try await store.enable("a", by: ChangeOrigin(time: 2000, who: "test"))
            #expect(!outcome.isChanged)
            #expect(outcome.sequence == 1)
            #expect(outcome.application.updatedAt == 1000)
            #expect(try await store.disable("a", by: origin).isChanged)
            #expect(try await store.changes(after: 0).map(\.kind) == [.registered, .disabled])
        },
        Rule("revoking raises the generation") { store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.revokeTokens("a", by: origin)
            #expect(try await store.revokeTokens("a", by: origin).application.generation == 3)
            #expect(try await store.application("a")?.generation == 3)
        },
        Rule("a removed application is gone, and its history stays") { store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.register(registration("b"), by: origin)
            let outcome = try await store.remove("a", by: origin)
            #expect(outcome.application.id == "a")
            #expect(try await store.application("a") == nil)
            #expect(try await store.view().inOrder.map(\.id) == ["b"])
            let changes = try await store.changes(after: 0)
            #expect(changes.map(\.kind) == [.registered, .registered, .removed])
            #expect(changes.last?.application == nil)
            #expect(changes.first?.application?.id == "a")
            try await expectHistoryMatches(store)
        },
        Rule("nothing is done to an application that does not exist") { store in
            _ = try await store.register(registration("a"), by: origin)
            let attempts: [@Sendable (String) async throws -> StoreOutcome] = [
                { try await store.edit($0, ApplicationEdit(name: "x"), by: origin) },
                { try await store.disable($0, by: origin) }, { try await store.enable($0, by: origin) },
                { try await store.addSecret($0, secret("s"), othersEndAt: nil, by: origin) },
                { try await store.endSecret($0, secret: "s", at: 5000, by: origin) },
                { try await store.removeSecret($0, secret: "s", revokingTokens: false, by: origin) },
                { try await store.revokeTokens($0, by: origin) }, { try await store.remove($0, by: origin) },
            ]
            for attempt in attempts {
                try await expectRefused(.unknownApplication("A"), by: store) { _ = try await attempt("A") }
            }
            for attempt in attempts where (try await store.application("a")) != nil { _ = try await attempt("a") }
            #expect(try await store.application("a") == nil)
        },
    ]
}
