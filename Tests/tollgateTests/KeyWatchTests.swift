import Registry
import Testing

@testable import tollgate

@Suite struct KeyWatchTests {
    private static let policy = KeyPolicy(algorithm: "ES256", rotateEvery: 2_000, tokenLifetime: 10)
    private static let schedule = KeySchedule([key("a", from: 0), key("b", from: 2_000)])

    private static func key(_ id: String, from time: Int64) -> StoredKey {
        StoredKey(id: id, algorithm: "ES256", sealed: [], createdAt: 0, signsFrom: time, longestLifetime: 10)
    }

    private static func isDue(_ watch: KeyWatch, stored: Int64 = 3, at now: Int64) -> Bool {
        watch.isDue(schedule, held: 3, stored: stored, at: now, policy)
    }

    @Test func `keys are read when others changed them, or when something is due`() {
        let watch = KeyWatch()
        #expect(!Self.isDue(watch, at: 1_500))
        #expect(Self.isDue(watch, stored: 4, at: 1_500))
        #expect(Self.isDue(watch, stored: 2, at: 1_500))
        #expect(!Self.isDue(watch, at: 2_014))
        #expect(Self.isDue(watch, at: 2_015))
    }

    @Test func `a failure is not repeated at each look, and another change is tried at once`() {
        var watch = KeyWatch()
        watch.failed(at: 2_015, sequence: 3)
        #expect(!Self.isDue(watch, at: 2_044))
        #expect(Self.isDue(watch, stored: 4, at: 2_016))
        #expect(Self.isDue(watch, at: 2_045))
    }

    @Test func `a key that begins to sign is told once`() {
        var watch = KeyWatch()
        #expect(watch.newSigner(Self.schedule, at: 1_998) == nil)
        #expect(watch.newSigner(Self.schedule, at: 1_999) == nil)
        #expect(watch.newSigner(Self.schedule, at: 2_001)?.id == "b")
        #expect(watch.newSigner(Self.schedule, at: 2_002) == nil)
    }
}
