internal import Registry
internal import Testing

extension StoreConformance {
    static let secrets: [Rule] = [
        Rule("secrets are added and removed, oldest first, never a third and never the last") { store in
            _ = try await store.register(registration("a"), by: origin)
            try await expectRefused(.lastSecret(application: "a"), by: store) {
                _ = try await store.removeSecret("a", secret: "sec_a", revokingTokens: false, by: origin)
            }
            let two = try await store.addSecret("a", secret("sec_0"), othersEndAt: nil, by: origin)
            #expect(two.application.secrets == [secret("sec_a"), secret("sec_0")])
            try await expectRefused(.tooManySecrets(application: "a"), by: store) {
                _ = try await store.addSecret("a", secret("sec_3"), othersEndAt: nil, by: origin)
            }
            try await expectRefused(.unknownSecret(application: "a", secret: "sec_9"), by: store) {
                _ = try await store.removeSecret("a", secret: "sec_9", revokingTokens: true, by: origin)
            }
            let one = try await store.removeSecret("a", secret: "sec_a", revokingTokens: false, by: origin)
            #expect(one.application.secrets == [secret("sec_0")])
            #expect(one.application.generation == 1)
            #expect(try await store.application("a") == one.application)
            try await expectHistoryMatches(store)
        },
        Rule("the end of a secret is kept, in its history as well, and leaves its place and its use alone") { store in
            _ = try await store.register(registration("a"), by: origin)
            try await store.recordUses([SecretUse(secretID: "sec_a", day: 20)])
            let two = try await store.addSecret("a", secret("sec_0"), othersEndAt: 5000, by: origin)
            #expect(two.application.secrets == [secret("sec_a", endsAt: 5000), secret("sec_0")])
            #expect(try await store.application("a") == two.application)
            let later = try await store.endSecret("a", secret: "sec_a", at: 6000, by: origin)
            #expect(later.application.secrets == [secret("sec_a", endsAt: 6000), secret("sec_0")])
            #expect(try await store.endSecret("a", secret: "sec_a", at: 6000, by: origin).isChanged == false)
            try await expectHistoryMatches(store)
            let never = try await store.endSecret("a", secret: "sec_a", at: nil, by: origin)
            #expect(never.application.secrets == [secret("sec_a"), secret("sec_0")])
            #expect(try await store.secretUses(of: "a") == [SecretUse(secretID: "sec_a", day: 20)])
            try await expectHistoryMatches(store)
            let kinds: [RegistryChange.Kind] = [.registered, .secretAdded, .secretEndSet, .secretEndSet]
            #expect(try await store.changes(after: 0).map(\.kind) == kinds)
        },
        Rule("a secret that has ended leaves room for another") { store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.addSecret("a", secret("sec_0"), othersEndAt: 5000, by: origin)
            try await expectRefused(.tooManySecrets(application: "a"), by: store) {
                _ = try await store.addSecret("a", secret("sec_3"), othersEndAt: nil, by: at(4999))
            }
            let three = try await store.addSecret("a", secret("sec_3"), othersEndAt: nil, by: at(5000))
            #expect(three.application.secrets.map(\.id) == ["sec_a", "sec_0", "sec_3"])
            try await expectRefused(.endNotAhead(application: "a"), by: store) {
                _ = try await store.endSecret("a", secret: "sec_0", at: 5000, by: at(5000))
            }
            try await expectHistoryMatches(store)
        },
        Rule("removing a secret and revoking the tokens is one step with two changes") { store in
            _ = try await store.register(registration("a"), by: origin)
            _ = try await store.addSecret("a", secret("sec_0"), othersEndAt: nil, by: origin)
            let outcome = try await store.removeSecret("a", secret: "sec_a", revokingTokens: true, by: origin)
            #expect(outcome.sequence == 4)
            #expect(outcome.application.generation == 2)
            #expect(outcome.application.secrets == [secret("sec_0")])
            #expect(try await store.changes(after: 2).map(\.kind) == [.secretRemoved, .tokensRevoked])
            try await expectRefused(.lastSecret(application: "a"), by: store) {
                _ = try await store.removeSecret("a", secret: "sec_0", revokingTokens: true, by: origin)
            }
            try await expectHistoryMatches(store)
        },
        Rule("uses are kept by day, never go back, and change nothing of the registry") { store in
            _ = try await store.register(registration("a"), by: origin)
            #expect(try await store.secretUses(of: "a") == [])
            try await store.recordUses([SecretUse(secretID: "sec_a", day: 20), SecretUse(secretID: "gone", day: 20)])
            #expect(try await store.secretUses(of: "a") == [SecretUse(secretID: "sec_a", day: 20)])
            try await store.recordUses([SecretUse(secretID: "sec_a", day: 21)])
            try await store.recordUses([SecretUse(secretID: "sec_a", day: 19)])
            #expect(try await store.secretUses(of: "a") == [SecretUse(secretID: "sec_a", day: 21)])
            #expect(try await store.view().sequence == 1)
            #expect(try await store.application("a")?.updatedAt == 1000)
            _ = try await store.addSecret("a", secret("sec_0"), othersEndAt: nil, by: origin)
            _ = try await store.removeSecret("a", secret: "sec_a", revokingTokens: false, by: origin)
            #expect(try await store.secretUses(of: "a") == [])
            #expect(try await store.secretUses(of: "b") == [])
        },
    ]

    static func at(_ time: Int64) -> ChangeOrigin { ChangeOrigin(time: time, who: "test") }

    static func secret(_ id: String, endsAt: Int64) -> StoredSecret {
        var secret = secret(id)
        secret.endsAt = endsAt
        return secret
    }
}
