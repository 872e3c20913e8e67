import SQLiteStore
import Synchronization
import Testing
import TollgateTesting

@testable import tollgate

@Suite struct UpgradeNewsTests {
    /// What was said and told, and a clock.
    private final class Bench: Sendable {
        private struct State {
            var now: Int64 = 5_000
            var said: [String] = []
            var told: [String] = []
        }

        private let state = Mutex(State())

        var said: [String] { state.withLock { $0.said } }
        var told: [String] { state.withLock { $0.told } }

        func news(isTerminal: Bool) -> UpgradeNews {
            UpgradeNews(
                path: "data/t.db", isTerminal: isTerminal, clock: { self.state.withLock { $0.now } },
                say: { text in self.state.withLock { $0.said.append(text) } },
                tell: { told in self.state.withLock { $0.told.append(told.message) } })
        }

        func pass(_ milliseconds: Int64) { state.withLock { $0.now += milliseconds } }
    }

    @Test func `an upgrade that takes a moment is not spoken of`() {
        let bench = Bench()
        let news = bench.news(isTerminal: true)
        for done in 0..<10 {
            news.note(UpgradeProgress(done: Int64(done), total: 10))
            bench.pass(190)
        }
        news.note(UpgradeProgress(done: 10, total: 10))
        #expect(bench.said.isEmpty && bench.told.isEmpty)
    }

    @Test func `on a terminal one line is written over, and ended where the upgrade ends`() {
        let bench = Bench()
        let news = bench.news(isTerminal: true)
        news.note(UpgradeProgress(done: 0, total: 400))
        bench.pass(2_000)
        news.note(UpgradeProgress(done: 100, total: 400))
        bench.pass(100)
        news.note(UpgradeProgress(done: 200, total: 400))
        bench.pass(100)
        news.note(UpgradeProgress(done: 300, total: 400))
        news.note(UpgradeProgress(done: 400, total: 400))
        #expect(
            bench.said == [
                "\rUpgrading data/t.db: 100 of 400 changes (25 %)", "\rUpgrading data/t.db: 300 of 400 changes (75 %)",
                "\rUpgrading data/t.db: 400 of 400 changes (100 %)\n",
            ])
    }

    @Test func `elsewhere there is a line every ten seconds, and the service manager gives the start more time`() {
        let bench = Bench()
        let news = bench.news(isTerminal: false)
        for done in 0..<26 {
            news.note(UpgradeProgress(done: Int64(done), total: 100))
            bench.pass(1_000)
        }
        #expect(
            bench.said == [2, 12, 22].map { "Upgrading data/t.db: \($0) of 100 changes (\($0) %)\n" })
        #expect(
            bench.told.first == "EXTEND_TIMEOUT_USEC=60000000\nSTATUS=Upgrading data/t.db: 2 of 100 changes (2 %)")
        #expect(bench.told.count == 3)
    }
}
