import Synchronization
import Testing

@testable import Accounts

@Suite struct SignInLimiterTests {
    /// A clock that is set by hand, in nanoseconds.
    private final class Clock: Sendable {
        private let time = Mutex<Int64>(0)
        var now: Int64 { time.withLock { $0 } }
        func advance(seconds: Int64) { advance(milliseconds: seconds * 1_000) }
        func advance(milliseconds: Int64) { time.withLock { $0 += milliseconds * 1_000_000 } }
    }

    private let clock = Clock()
    private let limiter: SignInLimiter

    init() {
        limiter = SignInLimiter(
            SignInLimits(
                perName: 3, perNameOverall: 8, perAddress: 6, perCode: 1, delays: [.seconds(1), .seconds(2)]),
            clock: { [clock] in clock.now })
    }

    private static let slowedAndRefused: [SignInLimiter.Verdict] = [
        .allowed(after: .zero), .allowed(after: .zero), .allowed(after: .zero), .allowed(after: .seconds(1)),
        .allowed(after: .seconds(2)), .refused(retryAfter: 20),
    ]

    @Test func `attempts under one name from one address are free, then slowed, then refused`() {
        let verdicts = (0..<6).map { limiter.attempt(name: $0 % 2 == 0 ? "ada" : "ADA", address: "192.0.2.1") }
        #expect(verdicts == Self.slowedAndRefused)
        #expect(limiter.attempt(name: "bob", address: "192.0.2.9") == .allowed(after: .zero))
        clock.advance(seconds: 20)
        #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .seconds(2)))
    }

    @Test func `attempts under one name from many addresses are free, then slowed, then refused`() {
        let verdicts = (0..<11).map { limiter.attempt(name: "ada", address: "192.0.2.\($0)") }
        #expect(verdicts[..<8].allSatisfy { $0 == .allowed(after: .zero) })
        #expect(
            verdicts[8...] == [.allowed(after: .seconds(1)), .allowed(after: .seconds(2)), .refused(retryAfter: 8)])
        #expect(limiter.attempt(name: "bob", address: "192.0.2.99") == .allowed(after: .zero))
    }

    @Test func `one address keeps nobody out elsewhere, however long it guesses`() {
        for _ in 0..<600 {
            clock.advance(seconds: 1)
            _ = limiter.attempt(name: "ada", address: "192.0.2.66")
            #expect(limiter.attempt(name: "ada", address: "198.51.100.7") == .allowed(after: .zero))
            limiter.takeBack(name: "ada", address: "198.51.100.7")
        }
    }

    @Test func `many addresses keep nobody out where that name has signed in before, and everybody else`() {
        #expect(limiter.attempt(name: "ada", address: "198.51.100.7") == .allowed(after: .zero))
        limiter.signedIn(name: "ada", address: "198.51.100.7")
        for index in 0..<200 { _ = limiter.attempt(name: "ada", address: "192.0.2.\(index)") }
        #expect(limiter.attempt(name: "Ada", address: "198.51.100.7") == .allowed(after: .zero))
        guard case .refused = limiter.attempt(name: "ada", address: "198.51.100.8") else {
            Issue.record("not refused")
            return
        }
        // What was refused to others has not made room for them, either.
        limiter.signedIn(name: "ada", address: "198.51.100.7")
        guard case .refused = limiter.attempt(name: "ada", address: "192.0.2.201") else {
            Issue.record("not refused")
            return
        }
        // Whoever guesses there is slowed there.
        #expect((0..<6).map { _ in limiter.attempt(name: "ada", address: "198.51.100.7") } == Self.slowedAndRefused)
    }

    @Test func `a name that is tried again and again does not keep out others at its address`() {
        for _ in 0..<50 { _ = limiter.attempt(name: "robot", address: "192.0.2.1") }
        #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .zero))
    }

    @Test func `wrong codes are counted by themselves, and a right one is taken back`() {
        for _ in 0..<20 {
            #expect(limiter.attemptCode(accountID: "acc_ada") == .allowed(after: .zero))
            limiter.codeSucceeded(accountID: "acc_ada")
        }
        #expect(
            (0..<4).map { _ in limiter.attemptCode(accountID: "acc_ada") } == [
                .allowed(after: .zero), .allowed(after: .seconds(1)), .allowed(after: .seconds(2)),
                .refused(retryAfter: 60),
            ])
        #expect(limiter.attemptCode(accountID: "acc_bob") == .allowed(after: .zero))
        #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .zero))
    }

    @Test func `attempts from one address are refused whatever name they try, and do not count for the name`() {
        for index in 0..<8 { _ = limiter.attempt(name: "n\(index)", address: "2001:db8::\(index)") }
        for _ in 0..<20 {
            guard case .refused = limiter.attempt(name: "ada", address: "2001:db8::77") else {
                Issue.record("not refused")
                return
            }
        }
        #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .zero))
    }

    /// How many guesses are looked at in an hour of ten attempts a second, with the limits that there are unless others are
    /// set; and for how long these are held together.
    @Test(arguments: [
        (names: 1, addresses: 1, looked: 308, held: 1_203), (names: 1_000, addresses: 1, looked: 1_223, held: 4_803),
        (names: 1, addresses: 1_000, looked: 1_833, held: 7_199),
    ])
    func `an hour of guessing has so many guesses looked at, and no more`(
        names: Int, addresses: Int, looked: Int, held: Int64
    ) {
        let limiter = SignInLimiter(clock: { [clock] in clock.now })
        #expect(limiter.attempt(name: "n0", address: "198.51.100.7") == .allowed(after: .zero))
        limiter.signedIn(name: "n0", address: "198.51.100.7")
        var (allowed, refused, delays) = (0, 0, Duration.zero)
        for attempt in 0..<36_000 {
            clock.advance(milliseconds: 100)
            switch limiter.attempt(
                name: "n\(attempt % names)", address: "10.0.\(attempt % addresses / 256).\(attempt % 256 % addresses)")
            {
            case .allowed(let delay): (allowed, delays) = (allowed + 1, delays + delay)
            case .refused: refused += 1
            }
            // Where the owner of one of the names has signed in before, nothing of it is noticed.
            guard attempt.isMultiple(of: 600) else { continue }
            #expect(limiter.attempt(name: "n0", address: "198.51.100.7") == .allowed(after: .zero))
            limiter.takeBack(name: "n0", address: "198.51.100.7")
        }
        #expect(allowed == looked && allowed + refused == 36_000)
        #expect(delays.components.seconds == held)
    }

    @Test func `who succeeds is never slowed`() {
        for _ in 0..<50 {
            #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .zero))
            limiter.takeBack(name: "ada", address: "192.0.2.1")
        }
    }
}
