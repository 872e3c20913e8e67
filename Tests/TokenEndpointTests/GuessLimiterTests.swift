import Guessing
import HTTPServer
import Synchronization
import Testing

@testable import TokenEndpoint

@Suite struct GuessLimiterTests {
    /// A clock that a test sets, and a sleep that ends when the test says so.
    private final class Hand: Sendable {
        let now = Mutex<Int64>(0)
        let slept = Mutex<[Duration]>([])

        func limiter(_ limits: GuessLimits = GuessLimits()) -> GuessLimiter {
            GuessLimiter(
                limits, clock: { self.now.withLock { $0 } },
                sleep: { duration in self.slept.withLock { $0.append(duration) } })
        }

        func pass(seconds: Int64) { now.withLock { $0 += seconds * 1_000_000_000 } }
    }

    private let hand = Hand()

    @Test func `five failures of a client id are answered, four slowed, and then it is refused`() {
        let limiter = hand.limiter()
        let verdicts = (0..<11).map { limiter.failed(clientID: "a", address: "192.0.2.\($0)") }
        let slowed = [250, 500, 1_000, 2_000].map { GuessLimiter.Verdict.slowed(.milliseconds($0)) }
        #expect(Array(verdicts.prefix(5)) == Array(repeating: .answered, count: 5))
        #expect(Array(verdicts[5..<9]) == slowed)
        #expect(Array(verdicts.suffix(2)) == [.refused(retryAfter: 12), .refused(retryAfter: 12)])
        hand.pass(seconds: 12)
        #expect(limiter.failed(clientID: "a", address: "192.0.2.99") == .slowed(.seconds(2)))
        hand.pass(seconds: 120)
        #expect(limiter.failed(clientID: "a", address: "192.0.2.99") == .answered)
    }

    @Test func `twenty failures of an address are answered, whatever the client ids`() {
        let limiter = hand.limiter()
        let verdicts = (0..<25).map { limiter.failed(clientID: "app_\($0)", address: "192.0.2.1") }
        #expect(verdicts.prefix(20).allSatisfy { $0 == .answered })
        #expect(verdicts.last == .refused(retryAfter: 3))
        #expect(limiter.failed(clientID: "app_0", address: "192.0.2.2") == .answered)
    }

    @Test func `what is refused for its address does not count for the client id`() {
        let limiter = hand.limiter()
        for number in 0..<24 { _ = limiter.failed(clientID: "app_\(number)", address: "192.0.2.1") }
        for _ in 0..<50 { #expect(limiter.failed(clientID: "shop", address: "192.0.2.1") == .refused(retryAfter: 3)) }
        for _ in 0..<5 { #expect(limiter.failed(clientID: "shop", address: "") == .answered) }
    }

    @Test(arguments: [
        ("2001:db8::1", "2001:db8::ffff:0:1", true), ("2001:db8::1", "2001:db8:0:1::1", false),
        ("192.0.2.1", "192.0.2.2", false), ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false), ("unix", "unix2", false),
    ])
    func `an IPv6 network of 64 bits counts as one address`(first: String, second: String, isSame: Bool) {
        #expect((AddressKey.bytes(of: first) == AddressKey.bytes(of: second)) == isSame)
    }

    @Test func `no more answers are held than may be, and room comes back`() async {
        let limiter = hand.limiter(GuessLimits(perClient: 1, perAddress: 1_000, mostDelayed: 2))
        for name in ["a", "b", "c"] { #expect(limiter.failed(clientID: name, address: "") == .answered) }
        #expect(limiter.failed(clientID: "a", address: "") == .slowed(.milliseconds(250)))
        #expect(limiter.failed(clientID: "b", address: "") == .slowed(.milliseconds(250)))
        #expect(limiter.failed(clientID: "c", address: "") == .refused(retryAfter: 1))
        await limiter.hold(.slowed(.milliseconds(250)), since: 0)
        await limiter.hold(.answered, since: 0)
        await limiter.hold(.refused(retryAfter: 1), since: 0)
        #expect(limiter.failed(clientID: "c", address: "") == .slowed(.milliseconds(500)))
        #expect(limiter.failed(clientID: "a", address: "") == .refused(retryAfter: 1))
        #expect(hand.slept.withLock { $0 } == [.milliseconds(250), .milliseconds(2), .milliseconds(2)])
    }

    @Test func `a failure is answered at a moment that its work does not move`() async {
        let limiter = hand.limiter()
        hand.now.withLock { $0 = 1_500_000 }
        await limiter.hold(.answered, since: 0)
        await limiter.hold(.slowed(.milliseconds(250)), since: 500_000)
        #expect(hand.slept.withLock { $0 } == [.microseconds(500), .milliseconds(249)])
        hand.now.withLock { $0 = 9_000_000 }
        await limiter.hold(.answered, since: 0)
        #expect(hand.slept.withLock { $0.count } == 2)
    }

    // MARK: At the endpoint

    private func request(_ id: String, _ secret: String) -> WholeRequest {
        WholeRequest(
            method: "POST", path: "/oauth/token", fields: [TokenDesk.basic(id, secret), TokenDesk.form],
            content: Array(TokenDesk.grant.utf8), peer: "192.0.2.1:4711")
    }

    @Test(arguments: ["app_one", "app_aged", "nobody"])
    func `too many failures get 429, and the correct secret its token all the while`(id: String) async throws {
        let desk = try TokenDesk(guesses: hand.limiter())
        let wrong = id == "app_aged" ? TokenDesk.ended : "wrong"
        var statuses: [Int] = []
        for _ in 0..<12 {
            statuses.append(await desk.endpoint.respond(to: request(id, wrong), at: TokenDesk.now).response().status)
            let right = request("app_aged", TokenDesk.second)
            #expect(desk.endpoint.answer(to: right, at: TokenDesk.now).verdict == nil)
            #expect(await desk.endpoint.respond(to: right, at: TokenDesk.now).response().status == 200)
        }
        #expect(statuses == Array(repeating: 401, count: 9) + [429, 429, 429])
        let least = Duration.milliseconds(2)
        let slowed: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]
        #expect(
            hand.slept.withLock { $0 } == Array(repeating: least, count: 5) + slowed + Array(repeating: least, count: 3)
        )
        let refused = await desk.endpoint.respond(to: request(id, wrong), at: TokenDesk.now).response()
        #expect(refused.values(of: "Retry-After") == ["12"])
        #expect(refused.text("error") == "invalid_client")
        #expect(refused.values(of: "WWW-Authenticate").isEmpty)
        #expect(refused.values(of: "Cache-Control") == ["no-store"])
    }

    @Test func `no credentials and a disabled application are no guesses`() async throws {
        let desk = try TokenDesk(guesses: hand.limiter(GuessLimits(perClient: 1, perAddress: 1)))
        for _ in 0..<20 {
            #expect(desk.ask(fields: [TokenDesk.form]).status == 401)
            #expect(desk.ask(fields: [TokenDesk.basic("app_off"), TokenDesk.form]).status == 401)
        }
    }
}
