import Synchronization
import Testing

@testable import Accounts

@Suite struct SignInLimiterTests {
    /// A clock that is set by hand, in nanoseconds.
    private final class Clock: Sendable {
        private let time = Mutex<Int64>(0)
        var now: Int64 { time.withLock { $0 } }
        func advance(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000_000 } }
    }

    private let clock = Clock()
    private let limiter: SignInLimiter

    init() {
        limiter = SignInLimiter(
            SignInLimits(perName: 3, perAddress: 6, delays: [.seconds(1), .seconds(2)]), clock: { [clock] in clock.now }
        )
    }

    @Test func `attempts under one name are free, then slowed, then refused, wherever they come from`() {
        let verdicts = (0..<6).map { limiter.attempt(name: $0 % 2 == 0 ? "ada" : "ADA", address: "192.0.2.\($0)") }
        #expect(
            verdicts == [
                .allowed(after: .zero), .allowed(after: .zero), .allowed(after: .zero), .allowed(after: .seconds(1)),
                .allowed(after: .seconds(2)), .refused(retryAfter: 20),
            ])
        #expect(limiter.attempt(name: "bob", address: "192.0.2.9") == .allowed(after: .zero))
        clock.advance(seconds: 20)
        #expect(limiter.attempt(name: "ada", address: "192.0.2.9") == .allowed(after: .seconds(2)))
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

    @Test func `who succeeds is never slowed`() {
        for _ in 0..<50 {
            #expect(limiter.attempt(name: "ada", address: "192.0.2.1") == .allowed(after: .zero))
            limiter.succeeded(name: "ada", address: "192.0.2.1")
        }
    }
}
