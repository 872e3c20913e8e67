import Configuration
import Glibc
import Synchronization
import Testing
import Upstream

@testable import tollgate

@Suite struct NameLookupTests {

    /// An upstream as a configuration has it.
    private static func upstream(_ host: String..., every: String = "30s") throws -> UpstreamSettings {
        let endpoints = host.map { "\"http://\($0):81\"" }.joined(separator: ", ")
        let text = """
            {"listen": [{"address": "127.0.0.1:8080"}], "store": "sqlite:a.db", "issuer": {"url": "http://a.test"},
             "audiences": {"a": {"operations": {"read": "See"}}},
             "upstreams": {"main": {"endpoints": [\(endpoints)], "resolveEvery": "\(every)"}},
             "routes": [{"match": "GET /a", "public": true, "upstream": "main"}]}
            """
        let configuration = try ConfigurationDecoder(folder: "", cores: 1).decode(Array(text.utf8).span)
        return try #require(configuration.upstreams.first)
    }

    /// A resolver that answers when it is let go.
    private final class Hanging: Sendable {
        private let gate = Mutex(false)
        let isAsked = Mutex(false)

        func letGo() { gate.withLock { $0 = true } }

        func lookup(_ patience: Duration) -> NameLookup {
            NameLookup(patience: patience) { _, _ in
                self.isAsked.withLock { $0 = true }
                while !self.gate.withLock({ $0 }) { usleep(1_000) }
                return .success(["127.0.0.9"])
            }
        }
    }

    private static func lookup(_ addresses: [String: [String]]) -> NameLookup {
        NameLookup(patience: .seconds(20)) { host, name in
            addresses[host.host].map { .success($0) } ?? .failure(CommandFailure("\(name): \(host.host) has none"))
        }
    }

    @Test func `a resolver that hangs is waited for so long, and the failure names the host`() async throws {
        let hanging = Hanging()
        defer { hanging.letGo() }
        let upstream = try Self.upstream("payments.test")
        do {
            _ = try await UpstreamTarget(resolving: upstream, hanging.lookup(.milliseconds(50)))
            Issue.record("it resolved")
        } catch {
            #expect(error.description.contains("upstreams.main"))
            #expect(error.description.contains("payments.test"))
        }
        hanging.letGo()
        let target = try await UpstreamTarget(resolving: upstream, hanging.lookup(.seconds(20)))
        #expect(target.endpoints.map(\.addressText) == ["127.0.0.9:81"])
    }

    @Test func `whoever is cancelled waits no longer`() async throws {
        let hanging = Hanging()
        defer { hanging.letGo() }
        let upstream = try Self.upstream("payments.test")
        let task = Task { try await UpstreamTarget(resolving: upstream, hanging.lookup(.seconds(3_600))) }
        while !hanging.isAsked.withLock({ $0 }) { await Task.yield() }
        task.cancel()
        await #expect(throws: CommandFailure.self) { _ = try await task.value }
    }

    @Test func `one name that hangs does not hold up another`() async throws {
        let hanging = Hanging()
        defer { hanging.letGo() }
        let upstream = try Self.upstream("payments.test")
        let task = Task { try await UpstreamTarget(resolving: upstream, hanging.lookup(.seconds(3_600))) }
        while !hanging.isAsked.withLock({ $0 }) { await Task.yield() }
        let other = try await UpstreamTarget(resolving: upstream, Self.lookup(["payments.test": ["127.0.0.1"]]))
        #expect(other.endpoints.map(\.addressText) == ["127.0.0.1:81"])
        task.cancel()
    }

    @Test func `an upstream has every address of every name once, and literals are not looked up`() async throws {
        let addresses = ["a.test": ["127.0.0.1", "::1"], "b.test": ["127.0.0.2"]]
        let upstream = try Self.upstream("a.test", "b.test", "127.0.0.3")
        let target = try await UpstreamTarget(resolving: upstream, Self.lookup(addresses))
        #expect(
            target.endpoints.map(\.addressText) == ["127.0.0.1:81", "[::1]:81", "127.0.0.2:81", "127.0.0.3:81"])
        #expect(String(decoding: target.authority, as: UTF8.self) == "a.test:81")
    }

    @Test func `one name without an address fails the upstream`() async throws {
        let upstream = try Self.upstream("a.test", "b.test")
        await #expect(throws: CommandFailure("upstreams.main: b.test has none")) {
            _ = try await UpstreamTarget(resolving: upstream, Self.lookup(["a.test": ["127.0.0.1"]]))
        }
    }

    // MARK: When names are due

    @Test func `a name is due when its time has passed since the start, and then since the last attempt`() throws {
        let upstream = try Self.upstream("a.test", every: "30s")
        var schedule = NameSchedule()
        let start = ContinuousClock.now
        #expect(!schedule.isDue(upstream, at: start + .seconds(29)))
        #expect(schedule.isDue(upstream, at: start + .seconds(30)))
        schedule.resolved(upstream, at: start + .seconds(40))
        #expect(!schedule.isDue(upstream, at: start + .seconds(69)))
        #expect(schedule.isDue(upstream, at: start + .seconds(70)))
    }

    @Test func `a failure is told once in a row, and so is the recovery`() {
        var schedule = NameSchedule()
        let recoveredFirst = schedule.recovered("main")
        let failures = [schedule.failed("main"), schedule.failed("main"), schedule.failed("other")]
        let recoveries = [schedule.recovered("main"), schedule.recovered("main")]
        let failsAgain = schedule.failed("main")
        #expect(!recoveredFirst)
        #expect(failures == [true, false, true])
        #expect(recoveries == [true, false])
        #expect(failsAgain)
    }

    @Test func `only names are resolved again`() throws {
        #expect(try Self.upstream("127.0.0.1", "a.test").hasNames)
        #expect(try !Self.upstream("127.0.0.1", "[::1]").hasNames)
    }
}
