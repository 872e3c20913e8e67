import Accounts
import Foundation
import HTTPServer
import Registry
import SQLiteStore
import Synchronization
import Testing

@testable import Management

@Suite struct OverviewResourceTests {
    /// An API that has the overview.
    private func api(_ plaza: Plaza, limit: Int = 64) -> ManagementAPI {
        let events = OverviewEvents(limit: limit) { .sample() }
        let resource = OverviewResource(services: plaza.services, snapshot: { .sample() }, events: events)
        return ManagementAPI(plaza.services, others: resource.operations)
    }

    private func ask(_ api: ManagementAPI, _ path: String, by browser: Plaza.Browser?) async -> WholeResponse {
        let cookie = browser.map { [("Cookie", "tollgate_session=\($0.cookie)")] } ?? []
        return await api.respond(
            to: WholeRequest(method: "GET", path: "/api/v1" + path, fields: [("Host", "127.0.0.1:8081")] + cookie))
    }

    @Test func `the document is the snapshot`() async throws {
        let plaza = try Plaza.open()
        let response = await ask(api(plaza), "/overview", by: try await plaza.person("ada"))
        #expect(response.status == 200)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(response.content)) as? [String: Any])
        #expect(document["memoryBytes"] as? Int == 21)
    }

    @Test(arguments: ["/overview", "/overview/events"])
    func `only whoever may look looks`(path: String) async throws {
        let plaza = try Plaza.open()
        let api = api(plaza)
        #expect(await ask(api, path, by: nil).status == 401)
        #expect(await ask(api, path, by: try await plaza.merchantPerson("Bakery")).status == 403)
        #expect(await ask(api, path, by: try await plaza.person("rita", .reader)).status == 200)
    }

    @Test func `events are a stream that has no end of its own, with the fields of every answer`() async throws {
        let plaza = try Plaza.open()
        let response = await ask(api(plaza), "/overview/events", by: try await plaza.person("ada"))
        #expect(response.stream?.isEndless == true)
        #expect(response.fields.contains { $0 == ("Content-Type", "text/event-stream") })
        #expect(response.fields.contains { $0 == ("Cache-Control", "no-store") })
        #expect(response.fields.contains { $0 == ("X-Frame-Options", "DENY") })
    }

    @Test func `more streams than there may be are refused with a reason`() async throws {
        let plaza = try Plaza.open()
        let (api, ada) = (api(plaza, limit: 1), try await plaza.person("ada"))
        let first = await ask(api, "/overview/events", by: ada)
        let second = Reply(await ask(api, "/overview/events", by: ada))
        #expect(first.status == 200)
        #expect(second.status == 503)
        #expect(second.reason == "overview.tooManyStreams")
        #expect(second.field("Retry-After") != nil)
        withExtendedLifetime(first) {}
    }

    @Test func `a stream ends when the session does`() async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        _ = try await plaza.person("bob")
        let stream = try #require(await ask(api(plaza), "/overview/events", by: ada).stream)
        let seen = Seen()
        // Ends by itself, at the first event after that.
        try await stream.produce(
            WholeWriter { piece in
                if seen.isFirstEvent(piece) {
                    _ = try? await plaza.store.endSessions(of: ada.accountID, expecting: nil, by: plaza.origin)
                }
                return true
            })
        #expect(seen.events == 1)
    }

    /// Counts events.
    private final class Seen: Sendable {
        private let count = Mutex(0)

        var events: Int { count.withLock { $0 } }

        func isFirstEvent(_ piece: [UInt8]) -> Bool {
            guard piece.starts(with: Array("event: ".utf8)) else { return false }
            return count.withLock { count in
                count += 1
                return count == 1
            }
        }
    }
}
