import Accounts
import HTTPServer
import SQLiteStore
import Testing

@testable import Management

/// What narrows the list of the audit, and its export.
@Suite struct AuditFilterTests {
    private func sequences(_ answer: Reply) -> [Int64] { answer.items.compactMap { $0["sequence"]?.integer } }

    /// The places of an export's entries, in its order.
    private func exported(_ plaza: Plaza, _ query: String, _ ada: Plaza.Browser) async -> [Int64] {
        let answer = await plaza.ask("GET", "/audit/export" + query, by: ada)
        #expect(answer.status == 200)
        return answer.response.content.split(separator: 0x0A).compactMap {
            Reply(WholeResponse(status: 200, content: Array($0)))["sequence"]?.integer
        }
    }

    private func open() async throws -> (plaza: Plaza, ada: Plaza.Browser) {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for name in ["Till", "Kiosk"] {
            let path = "/applications/\(try await plaza.register(name, owner: "Bakery", by: ada))"
            _ = await plaza.ask("POST", path + "/disable", by: ada)
        }
        return (plaza, ada)
    }

    @Test(arguments: [
        "", "?kind=application.", "?kind=application", "?kind=application.disabled", "?who=account:ada", "?q=KIOSK",
        "?q=nothing-like-it", "?kind=merchant.&who=account:ada", "?from=2020-01-01T00:00:00Z",
        "?to=2020-01-01T00:00:00Z",
        "?kind=application.&from=1970-01-01T00:00:00Z&to=9999-01-01T00:00:00Z&q=till",
    ])
    func `an export has what the list has, oldest first`(query: String) async throws {
        let (plaza, ada) = try await open()
        let listed = sequences(await plaza.ask("GET", "/audit" + query, by: ada))
        #expect(await exported(plaza, query, ada) == listed.reversed())
        let entries = Int(try await plaza.store.lastAuditSequence())
        #expect(listed.count < entries || query.isEmpty || query.contains("2020"))
        let csv = await plaza.ask(
            "GET", "/audit/export" + query + (query.isEmpty ? "?" : "&") + "format=csv", by: ada)
        #expect(csv.response.content.count { $0 == 0x0A } == listed.count + 1)
    }

    @Test func `a subject's entries are exported`() async throws {
        let (plaza, ada) = try await open()
        let id = try #require(await plaza.ask("GET", "/applications", by: ada).items.first?["clientId"]?.text)
        let found = await exported(plaza, "?subject=" + id, ada)
        #expect(found.count == 2 && found == found.sorted())
    }

    @Test(arguments: AuditKind.groups)
    func `a group is asked for with its dot and without`(group: String) async throws {
        let (plaza, ada) = try await open()
        let with = await plaza.ask("GET", "/audit?kind=\(group).", by: ada)
        let without = await plaza.ask("GET", "/audit?kind=" + group, by: ada)
        #expect(with.status == 200 && without.status == 200)
        #expect(sequences(with) == sequences(without))
        #expect(
            (group != "application") == sequences(with).isEmpty || ["merchant", "account", "session"].contains(group))
    }

    @Test(arguments: ["/audit", "/audit/export"], ["applications", "application.e", "application.edit", "", "."])
    func `a kind that there is not is refused, with those that there are`(path: String, kind: String) async throws {
        let (plaza, ada) = try await open()
        let answer = await plaza.ask("GET", "\(path)?kind=\(kind)", by: ada)
        #expect(answer.status == 400 && answer.pointers == ["?kind"] && answer.faults == ["value.unknown"])
        let known = answer["errors"]?.elements.first?["values"]?["known"]?.elements.compactMap(\.text) ?? []
        #expect(known.contains("application") && known.contains("application.edited"))
    }

    @Test(arguments: AuditKind.allCases)
    func `every kind is asked for by its name`(kind: AuditKind) async throws {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        #expect(await plaza.ask("GET", "/audit?kind=" + kind.rawValue, by: ada).status == 200)
    }
}
