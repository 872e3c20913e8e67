import Testing

@testable import Registry

@Suite struct KeyScheduleTests {
    private static let day: Int64 = 86_400
    /// Tokens of a day, keys of ten.
    private static let policy = KeyPolicy(algorithm: "ES256", rotateEvery: 10 * day, tokenLifetime: day)
    private static let still = KeyPolicy(algorithm: "ES256", rotateEvery: nil, tokenLifetime: day)

    private static func key(
        _ id: String, from time: Int64, _ algorithm: String = "ES256", lifetime: Int64 = day
    ) -> StoredKey {
        StoredKey(
            id: id, algorithm: algorithm, sealed: [], createdAt: time - 600, signsFrom: time, longestLifetime: lifetime)
    }

    private static func spare(_ id: String, _ algorithm: String = "ES256") -> StoredKey {
        StoredKey(id: id, algorithm: algorithm, sealed: [], createdAt: 0)
    }

    private static func names(_ keys: [StoredKey], at now: Int64) -> [String] {
        KeySchedule(keys).states(at: now).map { "\($0.key.id) \($0.state.name)" }
    }

    // MARK: Who signs

    @Test func `a key signs from its own second until that of the next`() {
        let keys = [Self.key("a", from: 100), Self.key("b", from: 200), Self.key("c", from: 300)]
        let schedule = KeySchedule(keys)
        for (now, signer) in [(100, "a"), (199, "a"), (200, "b"), (299, "b"), (300, "c"), (.max, "c")] {
            #expect(schedule.signer(at: Int64(now))?.id == signer, "at \(now)")
        }
        #expect(Self.names(keys, at: 200) == ["a retiring", "b signing", "c next"])
    }

    @Test func `where the clock stands before all keys the first signs`() {
        #expect(KeySchedule([Self.key("b", from: 200), Self.key("a", from: 100)]).signer(at: 1)?.id == "a")
        #expect(KeySchedule([]).signer(at: 1) == nil)
    }

    @Test func `of two keys with one time the one that was stored later signs`() {
        #expect(KeySchedule([Self.key("b", from: 100), Self.key("a", from: 100)]).signer(at: 100)?.id == "a")
    }

    // MARK: Upkeep

    /// What is stored, when it is looked at, and what is to be done; `new` is the key at hand.
    private static let table: [(name: String, keys: [StoredKey], now: Int64, policy: KeyPolicy, changes: [KeyChange])] =
        [
            ("the first key signs at once", [], 50, policy, [.make(made("new", from: 50))]),
            ("a young key is left alone", [key("a", from: 0)], 5 * day, policy, []),
            ("a key is left alone until ten minutes before its time", [key("a", from: 0)], 10 * day - 601, policy, []),
            (
                "then the next is published, and signs when the time is up", [key("a", from: 0)], 10 * day - 600,
                policy,
                [.make(made("new", from: 10 * day))]
            ),
            (
                "what is late is published before it signs all the same", [key("a", from: 0)], 12 * day, policy,
                [.make(made("new", from: 12 * day + 600))]
            ),
            (
                "one next key is enough", [key("a", from: 0), key("b", from: 10 * day)], 10 * day - 300, policy, []
            ),
            (
                "of two next keys the later goes",
                [key("a", from: 0), key("b", from: 10 * day), key("c", from: 10 * day)], 10 * day - 300, policy,
                [.retire(id: "c")]
            ),
            ("without a period no key is made", [key("a", from: 0)], 1000 * day, still, []),
            (
                "an old key stands until its last token has expired",
                [key("a", from: 0), key("b", from: 10 * day)], 11 * day + KeySchedule.margin - 1, policy, []
            ),
            (
                "and is removed then", [key("a", from: 0), key("b", from: 10 * day)], 11 * day + KeySchedule.margin,
                policy, [.retire(id: "a")]
            ),
            (
                "tokens that lasted longer once keep their key longer",
                [key("a", from: 0, lifetime: 3 * day), key("b", from: 10 * day)], 13 * day + KeySchedule.margin - 1,
                policy, []
            ),
            (
                "a longer lifetime is noted for the keys that sign or will",
                [key("a", from: 0, lifetime: 5), key("b", from: 100, lifetime: 5), key("c", from: 300, lifetime: 5)],
                100, policy,
                [
                    .extend(id: "b", longestLifetime: day), .extend(id: "c", longestLifetime: day),
                ]
            ),
            (
                "another algorithm gets a key that is published first", [key("a", from: 0, "RS256")], 50, still,
                [.make(made("new", from: 650))]
            ),
            (
                "a next key of another algorithm never signs", [key("a", from: 0), key("b", from: 600, "RS256")], 50,
                still, [.retire(id: "b")]
            ),
            (
                "a key that waits for the clock begins", [key("a", from: 0), key("b", from: 5000)], 50, still,
                [.start(id: "b", at: 650)]
            ),
        ]

    private static func made(_ id: String, from time: Int64) -> StoredKey {
        StoredKey(id: id, algorithm: "ES256", sealed: [], createdAt: 0, signsFrom: time, longestLifetime: day)
    }

    @Test func `each situation has its changes, and none is left once they are made`() {
        for (name, keys, now, policy, changes) in Self.table {
            let upkeep = KeySchedule(keys).upkeep(at: now, policy, spare: Self.spare("new"))
            #expect(upkeep == KeySchedule.Upkeep(changes: changes), "\(name)")
            var after = keys
            for change in changes { change.apply(to: &after) }
            #expect(KeySchedule(after).upkeep(at: now, policy, spare: nil) == KeySchedule.Upkeep(), "\(name)")
        }
    }

    @Test func `a key that is wanted and not at hand is asked for`() {
        for spare in [nil, Self.spare("new", "RS256")] {
            let upkeep = KeySchedule([]).upkeep(at: 1, Self.policy, spare: spare)
            #expect(upkeep == KeySchedule.Upkeep(changes: [], needsKey: true))
        }
    }

    /// A year by a manual clock: what holds at every moment.
    @Test(arguments: [
        KeyPolicy(algorithm: "ES256", rotateEvery: 10 * day, tokenLifetime: day),
        KeyPolicy(algorithm: "ES256", rotateEvery: day, tokenLifetime: 3 * day),
        KeyPolicy(algorithm: "ES256", rotateEvery: 4, tokenLifetime: 2),
    ])
    func `every key is published before it signs and stands until its tokens have expired`(policy: KeyPolicy) {
        var keys: [StoredKey] = []
        var made = 0
        var publishedAt: [String: Int64] = [:]
        var standsUntil: [String: Int64] = [:]
        var now: Int64 = 1_000_000
        for _ in 0..<400 {
            let spare = Self.spare("key \(made)")
            for change in KeySchedule(keys).upkeep(at: now, policy, spare: spare).changes {
                change.apply(to: &keys)
                switch change {
                case .make(let key):
                    publishedAt[key.id] = now
                    made += 1
                case .retire(let id): #expect(now > standsUntil[id] ?? 0, "\(id) went with good tokens")
                case .start, .extend: break
                }
            }
            guard let signer = KeySchedule(keys).signer(at: now) else { return }
            standsUntil[signer.id] = now + policy.tokenLifetime
            let published = publishedAt[signer.id] ?? now
            #expect(made == 1 || now - published >= policy.lead, "\(signer.id) signed before it was known")
            guard let next = KeySchedule(keys).nextEvent(after: now, policy) else { return }
            #expect(next > now)
            now = next
        }
        #expect(made > 50)
        #expect(keys.count <= Int(policy.tokenLifetime / (policy.rotateEvery ?? 1)) + 3)
    }

    @Test(
        arguments: [(nil, 600, 300), (30 * day, 600, 300), (600, 300, 150), (4, 2, 1), (2, 1, 0)]
            as [(Int64?, Int64, Int64)])
    func `readers keep the keys for half as long as one is published before it signs`(
        rotateEvery: Int64?, lead: Int64, maxAge: Int64
    ) {
        let policy = KeyPolicy(algorithm: "ES256", rotateEvery: rotateEvery, tokenLifetime: 1)
        #expect(policy.lead == lead)
        #expect(policy.publishedMaxAge == maxAge)
    }

    // MARK: Requests

    @Test func `rotating makes a key that is published first, or signs at once`() {
        let schedule = KeySchedule([Self.key("a", from: 0)])
        for (isImmediate, time) in [(false, 700), (true, 100)] as [(Bool, Int64)] {
            let key = Self.made("new", from: time)
            let rotation = schedule.rotation(at: 100, Self.still, isImmediate: isImmediate, spare: Self.spare("new"))
            #expect(rotation.changes == [.make(key)])
            #expect(rotation.answer == .scheduled(key, isNew: true))
        }
        #expect(schedule.rotation(at: 100, Self.still, isImmediate: true, spare: nil).answer == .needsKey)
    }

    @Test func `rotating where a key is next makes no other`() {
        let next = Self.key("b", from: 500)
        let schedule = KeySchedule([Self.key("a", from: 0), next])
        let later = schedule.rotation(at: 100, Self.still, isImmediate: false, spare: Self.spare("new"))
        #expect(later.changes == [] && later.answer == .scheduled(next, isNew: false))
        let now = schedule.rotation(at: 100, Self.still, isImmediate: true, spare: nil)
        #expect(now.changes == [.start(id: "b", at: 100)])
    }

    @Test func `retiring ends no good tokens unasked, and never the key that signs`() throws {
        let schedule = KeySchedule([Self.key("a", from: 0), Self.key("b", from: 100), Self.key("c", from: 300)])
        func retire(_ id: String, _ isConfirmed: Bool = false) -> (
            changes: [KeyChange], answer: Result<KeyState, KeyRefusal>
        ) {
            schedule.retirement(of: id, at: 200, isConfirmed: isConfirmed)
        }
        let until = 100 + Self.day + KeySchedule.margin
        #expect(retire("a").answer == .failure(.unconfirmed(id: "a", until: until)))
        #expect(retire("a").changes == [])
        #expect(retire("a", true).answer == .success(.retiring(until: until)))
        #expect(retire("a", true).changes == [.retire(id: "a")])
        #expect(retire("b", true).answer == .failure(.signing(id: "b")))
        #expect(retire("c").answer == .success(.next(signsFrom: 300)))
        #expect(retire("d", true).answer == .failure(.unknown(id: "d")))
    }
}
