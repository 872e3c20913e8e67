import Registry
import Testing

@Suite struct ApplicationSecretsTests {
    @Test func `a second secret is taken, a third is refused`() throws {
        let two = try Sample.application().adding(Sample.secret("sec_2"), at: 200)
        #expect(two.secrets.map(\.id) == ["sec_1", "sec_2"])
        #expect(throws: RegistryRefusal.tooManySecrets(application: "app_a")) {
            try two.adding(Sample.secret("sec_3"), at: 300)
        }
        let again = try two.removingSecret("sec_1", at: 300).adding(Sample.secret("sec_3"), at: 400)
        #expect(again.secrets.map(\.id) == ["sec_2", "sec_3"])
    }

    @Test func `an unknown secret and the last one cannot be removed`() throws {
        let one = try Sample.application()
        #expect(throws: RegistryRefusal.lastSecret(application: "app_a")) { try one.removingSecret("sec_1", at: 2) }
        #expect(throws: RegistryRefusal.unknownSecret(application: "app_a", secret: "sec_9")) {
            try one.removingSecret("sec_9", at: 2)
        }
    }

    @Test func `a secret works up to its end and not at it`() {
        let secret = StoredSecret(id: "s", digest: [], createdAt: 0, endsAt: 200)
        #expect(secret.isLive(at: 199))
        #expect(!secret.isLive(at: 200))
        #expect(StoredSecret(id: "s", digest: [], createdAt: 0).isLive(at: .max))
    }

    @Test func `rotating can give the old secret an end, which then leaves room for another`() throws {
        let two = try Sample.application().adding(Sample.secret("sec_2"), othersEndAt: 500, at: 200)
        #expect(two.secrets.map(\.endsAt) == [500, nil])
        #expect(throws: RegistryRefusal.tooManySecrets(application: "app_a")) {
            try two.adding(Sample.secret("sec_3"), othersEndAt: 900, at: 499)
        }
        let three = try two.adding(Sample.secret("sec_3"), othersEndAt: 900, at: 500)
        // What has ended keeps its end.
        #expect(three.secrets.map(\.endsAt) == [500, 900, nil])
        #expect(three.liveSecrets(at: 500).map(\.id) == ["sec_2", "sec_3"])
    }

    @Test func `an end in the past is refused`() throws {
        let one = try Sample.application()
        #expect(throws: RegistryRefusal.endNotAhead(application: "app_a")) {
            try one.adding(Sample.secret("sec_2"), othersEndAt: 200, at: 200)
        }
        #expect(throws: RegistryRefusal.endNotAhead(application: "app_a")) {
            try one.endingSecret("sec_1", at: 200, now: 200)
        }
        #expect(try one.endingSecret("sec_1", at: 201, now: 200).secrets[0].endsAt == 201)
    }

    @Test func `a secret that has ended works again with a new end, unless two others are live`() throws {
        let one = try Sample.application().adding(Sample.secret("sec_2"), othersEndAt: 500, at: 200)
        #expect(try one.endingSecret("sec_1", at: 900, now: 600).liveSecrets(at: 600).count == 2)
        #expect(try one.endingSecret("sec_1", at: nil, now: 600).liveSecrets(at: 600).count == 2)
        let two = try one.adding(Sample.secret("sec_3"), at: 600)
        for end in [Int64(900), nil] {
            #expect(throws: RegistryRefusal.tooManySecrets(application: "app_a")) {
                try two.endingSecret("sec_1", at: end, now: 600)
            }
        }
        #expect(throws: RegistryRefusal.unknownSecret(application: "app_a", secret: "sec_9")) {
            try two.endingSecret("sec_9", at: nil, now: 600)
        }
    }

    @Test func `a live secret is not removed beside one that has ended, which itself may go`() throws {
        let two = try Sample.application().adding(Sample.secret("sec_2"), othersEndAt: 500, at: 200)
        #expect(throws: RegistryRefusal.lastSecret(application: "app_a")) { try two.removingSecret("sec_2", at: 500) }
        #expect(try two.removingSecret("sec_2", at: 499).secrets.map(\.id) == ["sec_1"])
        #expect(try two.removingSecret("sec_1", at: 500).secrets.map(\.id) == ["sec_2"])
        let ended = try two.endingSecret("sec_2", at: 600, now: 500)
        #expect(try ended.removingSecret("sec_2", at: 700).secrets.map(\.id) == ["sec_1"])
    }

    @Test func `it is known when an application will be without a secret that works`() throws {
        let one = try Sample.application()
        #expect(one.secretsEnd(at: 200) == nil)
        let ending = try one.endingSecret("sec_1", at: 500, now: 200)
        #expect(ending.secretsEnd(at: 200) == 500)
        #expect(try ending.adding(Sample.secret("sec_2"), at: 200).secretsEnd(at: 200) == nil)
    }

    @Test func `no more than ten secrets are listed, however many have ended`() throws {
        var application = try Sample.application()
        for index in 2...10 {
            application = try application.adding(
                Sample.secret("sec_\(index)"), othersEndAt: Int64(index) * 100 + 1, at: Int64(index) * 100)
        }
        #expect(throws: RegistryRefusal.tooManyListedSecrets(application: "app_a")) {
            try application.adding(Sample.secret("sec_11"), at: 9000)
        }
        let fewer = try application.removingSecret("sec_1", at: 9000)
        #expect(try fewer.adding(Sample.secret("sec_11"), at: 9000).secrets.count == 10)
    }
}
