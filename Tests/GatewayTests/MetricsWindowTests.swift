import Testing
import TollgateTesting

@testable import Gateway

@Suite struct MetricsWindowTests {
    /// A window, the clock that it is told, and the calls that it is shown.
    private struct Bench {
        var window = MetricsWindow()
        var clock = ManualClock()
        var metrics = GatewayMetrics()

        mutating func look() { window.add(metrics, at: clock.wallNanoseconds / 1_000_000) }

        /// Lets time pass, in which calls come, and looks.
        mutating func pass(milliseconds: Int64, calls: Int = 0, each microseconds: Int64 = 100) {
            clock.advance(milliseconds: milliseconds)
            metrics.calls.allowed += UInt64(calls)
            for _ in 0..<calls { metrics.calls.latency.add(microseconds) }
            look()
        }
    }

    @Test func `there is no rate before there is a second sample`() {
        var bench = Bench()
        #expect(bench.window.callsPerSecond == 0)
        #expect(bench.window.latency.total == 0)
        bench.metrics.calls.allowed = 1_000
        bench.look()
        #expect(bench.window.callsPerSecond == 0)
    }

    @Test func `the rate is that of the time there is, and then of the last ten seconds`() {
        var bench = Bench()
        bench.look()
        bench.pass(milliseconds: 1_000, calls: 50)
        #expect(bench.window.callsPerSecond == 50)
        for _ in 0..<4 { bench.pass(milliseconds: 1_000) }
        #expect(bench.window.callsPerSecond == 10)
        for _ in 0..<5 { bench.pass(milliseconds: 1_000) }
        #expect(bench.window.callsPerSecond == 5)
        bench.pass(milliseconds: 1_000)
        #expect(bench.window.callsPerSecond == 0)
    }

    @Test func `refused and failed calls are calls`() {
        var bench = Bench()
        bench.look()
        bench.metrics.calls.refused = 7
        bench.metrics.calls.failed = 3
        bench.pass(milliseconds: 1_000)
        #expect(bench.window.callsPerSecond == 10)
    }

    @Test func `latency is that of the last ten seconds`() {
        var bench = Bench()
        bench.look()
        bench.pass(milliseconds: 1_000, calls: 10, each: 20)
        for _ in 0..<9 { bench.pass(milliseconds: 1_000, calls: 1, each: 10) }
        #expect(bench.window.latency.total == 19)
        #expect(bench.window.latency.longest == 20)
        bench.pass(milliseconds: 1_000)
        #expect(bench.window.latency.total == 9)
        #expect(bench.window.latency.longest == 10)
    }

    @Test func `looking often changes nothing, and keeps nothing`() {
        var bench = Bench()
        bench.look()
        for _ in 0..<3_000 { bench.pass(milliseconds: 10, calls: 1) }
        #expect(bench.window.count <= 13)
        #expect(abs(bench.window.callsPerSecond - 100) < 0.001)
    }

    @Test func `a sample that was taken earlier than the one before it is no negative rate`() {
        var bench = Bench()
        bench.metrics.calls.allowed = 10
        bench.look()
        bench.metrics.calls.allowed = 9
        bench.pass(milliseconds: 1_000)
        #expect(bench.window.callsPerSecond == 0)
    }
}
