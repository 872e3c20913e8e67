import Gateway
import Testing
import Upstream

@testable import tollgate

@Suite struct ConnectFailureNewsTests {
    private static func cause(_ failure: UpstreamFailure) -> ConnectFailures.Cause {
        let endpoint = Endpoint(name: "https://pay.test:443", authority: "pay.test", address: "127.0.0.1", port: 443)
        return .init(upstream: "main", endpoint: endpoint, failure: failure)
    }

    @Test func `the first is told at once, and the others are counted until the pause is over`() {
        let (failures, start) = (ConnectFailures(), ContinuousClock.now)
        var news = ConnectFailureNews()
        failures.note(Self.cause(.tls), words: "certificate has expired")
        let first = news.look(at: failures.take(), now: start)
        #expect(
            first == ["upstreams.main: https://pay.test:443 at 127.0.0.1:443: upstream.tls: certificate has expired"])
        for _ in 0..<3 { failures.note(Self.cause(.tls), words: "still expired") }
        let during = news.look(at: failures.take(), now: start + .seconds(9))
        #expect(during.isEmpty)
        let after = news.look(at: failures.take(), now: start + .seconds(10))
        #expect(
            after == ["upstreams.main: https://pay.test:443 at 127.0.0.1:443: upstream.tls, 3 times: still expired"])
        let nothing = news.look(at: failures.take(), now: start + .seconds(30))
        #expect(nothing.isEmpty)
    }

    @Test func `one reason does not silence another`() {
        let (failures, now) = (ConnectFailures(), ContinuousClock.now)
        var news = ConnectFailureNews()
        failures.note(Self.cause(.tls), words: "a")
        _ = news.look(at: failures.take(), now: now)
        failures.note(Self.cause(.connect), words: "b")
        let second = news.look(at: failures.take(), now: now)
        #expect(second.count == 1)
        #expect(second.first?.contains("upstream.connect: b") == true)
    }
}
