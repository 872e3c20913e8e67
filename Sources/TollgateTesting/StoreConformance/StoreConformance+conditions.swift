internal import Registry
internal import Testing

extension StoreConformance {
    static let conditions: [Rule] = [
        Rule("each change gives the application the number of the change as its version") { store in
            let registered = try await store.register(registration("a"), by: origin)
            #expect(registered.version == 1)
            _ = try await store.register(registration("b"), by: origin)
            let edited = try await store.edit("a", ApplicationEdit(name: "Kiosk"), by: origin)
            #expect(edited.version == 3)
            #expect(try await store.versionedApplication("a")?.version == 3)
            #expect(try await store.versionedApplication("a")?.application == edited.application)
            #expect(try await store.versionedApplication("b")?.version == 2)
            #expect(try await store.versionedApplication("c") == nil)
            #expect(try await store.edit("a", ApplicationEdit(name: "Kiosk"), by: origin).version == 3)
        },
        Rule("a change that expects another version is refused and leaves no trace, and with the right one is made") {
            store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.addSecret("a", secret("sec_0"), othersEndAt: nil, by: origin)
            let changes: [@Sendable (ChangeCondition) async throws -> Void] = [
                { _ = try await store.edit("a", ApplicationEdit(name: "Kiosk"), if: $0, by: origin) },
                { _ = try await store.disable("a", if: $0, by: origin) },
                { _ = try await store.enable("a", if: $0, by: origin) },
                { _ = try await store.endSecret("a", secret: "sec_0", at: 5000, if: $0, by: origin) },
                { _ = try await store.removeSecret("a", secret: "sec_0", revokingTokens: true, if: $0, by: origin) },
                {
                    _ = try await store.addSecret(
                        "a", secret("sec_1"), othersEndAt: nil, if: $0, once: nil, by: origin)
                },
                { _ = try await store.revokeTokens("a", if: $0, by: origin) },
                { _ = try await store.remove("a", if: $0, by: origin) },
            ]
            for change in changes {
                let version = try await store.versionedApplication("a")?.version ?? 0
                for wrong in [version - 1, version + 1] {
                    try await expectRefused(.versionMismatch(current: version), by: store) {
                        try await change(ChangeCondition(version: wrong))
                    }
                }
                try await change(ChangeCondition(version: version))
                #expect(try await store.versionedApplication("a")?.version != version)
            }
        },
        Rule("of two that expect the same version, one is refused") { store in
            _ = try await store.register(registration("a"), by: origin)
            let refused = await withTaskGroup(of: Int.self) { group in
                for name in ["Kiosk", "Till 2"] {
                    group.addTask {
                        do {
                            _ = try await store.edit(
                                "a", ApplicationEdit(name: name), if: ChangeCondition(version: 1), by: origin)
                            return 0
                        } catch {
                            return error as? StoreError == .refused(.versionMismatch(current: 2)) ? 1 : 100
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(refused == 1)
        },
        Rule("a creation asked for twice under one key is made once, and gives what was sealed") { store in
            let once = OnceOnly(key: key("k", 1), sealed: [1, 2, 3])
            let first = try await store.register(registration("a"), if: .none, once: once, by: origin)
            #expect(first.made?.application.id == "a")
            var again = registration("b")
            again.secret = secret("sec_other")
            let other = OnceOnly(key: key("k", 1), sealed: [9])
            let second = try await store.register(again, if: .none, once: other, by: origin)
            #expect(second == .repeated(subjectID: "a", sealed: [1, 2, 3]))
            #expect(try await store.view().inOrder.map(\.id) == ["a"])
            try await expectRefused(.idempotencyKeyReused, by: store) { [again] in
                let other = OnceOnly(key: key("k", 2), sealed: [])
                _ = try await store.register(again, if: .none, once: other, by: origin)
            }
            let elsewhere = OnceOnly(key: key("k", 2, account: "acc_2"), sealed: [])
            let third = try await store.register(again, if: .none, once: elsewhere, by: origin)
            #expect(third.made?.application.id == "b")
        },
        Rule("a key is forgotten after a day, and not before") { store in
            let once = OnceOnly(key: key("k", 1), sealed: [1])
            _ = try await store.register(registration("a"), if: .none, once: once, by: at(1000))
            var again = registration("b")
            again.secret = secret("sec_other")
            let before = try await store.register(again, if: .none, once: once, by: at(1000 + 86_399))
            #expect(before.made == nil)
            let after = try await store.register(again, if: .none, once: once, by: at(1000 + 86_400))
            #expect(after.made?.application.id == "b")
        },
        Rule("a creation that is refused uses up no key, and a secret is added once as well") { store in
            let once = OnceOnly(key: key("k", 1), sealed: [1])
            try await expectRefused(.noScopes, by: store) {
                var wrong = registration("a")
                wrong.scopes = []
                _ = try await store.register(wrong, if: .none, once: once, by: origin)
            }
            _ = try await store.register(registration("a"), if: .none, once: once, by: origin)
            let other = OnceOnly(key: key("s", 1), sealed: [2])
            let add = { @Sendable (id: String) in
                try await store.addSecret("a", secret(id), othersEndAt: nil, if: .none, once: other, by: origin)
            }
            #expect(try await add("sec_0").made?.application.secrets.count == 2)
            #expect(try await add("sec_1") == .repeated(subjectID: "a", sealed: [2]))
            #expect(try await store.application("a")?.secrets.map(\.id) == ["sec_a", "sec_0"])
        },
    ]

    static func key(_ key: String, _ request: UInt8, account: String = "acc_1") -> IdempotencyKey {
        IdempotencyKey(accountID: account, key: key, requestDigest: Array(repeating: request, count: 32))
    }
}
